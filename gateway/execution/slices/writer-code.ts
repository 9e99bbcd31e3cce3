import type { FieldShape, ObjectShape, ValueShape } from '../compile-shape.ts';
import { NULL } from './arena.ts';
import { CELL, NotSliced } from './places.ts';
import type { Place, Slot, ToldField } from './places.ts';

/*
 * The code that writes what was read: from `b`, the bytes of the arena, into `o` at `q`; each function answers where it
 * ended. `m` are the cells, in which `n` is an object and `m[n+7]` to `m[n+8]` a piece of the arena; `v` may be an object, a
 * list, null or unknown. `t` counts the writings, since one whose memory was too little is begun again. X, P, Y and K are
 * UNEXPECTED, copyBytes, copyWithin and the longer texts. X is thrown where the answer would have to say that something is
 * wrong.
 */

/** Answers the name under which the code finds a text as bytes. */
export type NameOfText = (text: string) => string;

/** Functions w0(b, o, q, n, t, m), w1… that write the object of a place in the form the client asked for. Throws NotSliced. */
export function answerWriterCode(root: Place, shape: ObjectShape, nameOfText: NameOfText): string {
  const functions: string[] = [];
  objectFunction(root, shape);
  return functions.join('\n');

  function objectFunction(place: Place, { fields }: ObjectShape): void {
    let text = '{';
    const code = fields.map((field, index) => {
      text += `${index === 0 ? '' : ','}${JSON.stringify(field.responseKey)}:`;
      return fieldCode(place, field);
    }).join('');
    const end = write(`${text}}`, nameOfText);
    // What was written once is copied as a whole.
    functions.push(`function w${place.id}(b,o,q,n,t,m){if(m[n]===t)return Y(o,m[n+${CELL.writtenFrom}],m[n+${CELL.writtenTo}],q);const z=q;${code}${end}m[n]=t;m[n+${CELL.writtenFrom}]=z;m[n+${CELL.writtenTo}]=q;return q;}`);

    function fieldCode(of: Place, { key, value }: FieldShape): string {
      if (value === null) throw new NotSliced('it asks about the schema');
      if (value.kind === 'typename') {
        text += JSON.stringify(of.type.name);
        return '';
      }
      const slot = of.slots.get(key);
      if (!slot) throw new NotSliced(`nobody brings ${key}`);
      const head = write(text, nameOfText);
      text = '';
      return head + valueCode(slot, value);
    }
  }

  function valueCode(slot: Slot, shape: Exclude<ValueShape, { kind: 'typename' }>): string {
    if (slot.kind === 'leaf') return leafCode(slot.at, shape.nonNull, nameOfText);
    let inner: ValueShape = shape;
    const nonNulls: boolean[] = [];
    for (; inner.kind === 'list'; inner = inner.item) nonNulls.push(inner.nonNull);
    const objectShape = inner.kind === 'object' ? inner.shapeOf(slot.place.type.name) : null;
    if (!objectShape || nonNulls.length !== slot.lists) throw new NotSliced('an object is of another type');
    objectFunction(slot.place, objectShape);
    const { id } = slot.place;
    functions.push(`function y${id}_0(b,o,q,v,t,m){if(v<=0){if(v===0)throw X;${nullCode(inner.nonNull)}}return w${id}(b,o,q,v,t,m);}`);
    nonNulls.reverse().forEach((nonNull, index) => functions.push(
      `function y${id}_${index + 1}(b,o,q,v,t,m){if(v===0)throw X;if(v===${NULL}){${nullCode(nonNull)}}${listCode(`q=y${id}_${index}(b,o,q,m[c],t,m);`)}}`));
    return `q=y${id}_${slot.lists}(b,o,q,m[n+${slot.at}],t,m);`;
  }

  function nullCode(isBroken: boolean): string {
    return isBroken ? 'throw X;' : `${write('null', nameOfText)}return q;`;
  }
}

/** A function (b, o, q, n, m) of this name that writes what a subgraph is told of an object. */
export function toldWriterCode(name: string, told: readonly ToldField[], nameOfText: NameOfText): string {
  const functions: string[] = [];
  let text = '{';
  const code = told.map((field, index) => {
    text += `${index === 0 ? '' : ','}${JSON.stringify(field.key)}:`;
    if (field.kind === 'typename') {
      text += JSON.stringify(field.type);
      return '';
    }
    const head = write(text, nameOfText);
    text = '';
    return head + (field.kind === 'leaf' ? leafCode(field.slot.at, false, nameOfText) : toldValueCode(field, `${name}_${index}`));
  }).join('');
  functions.push(`function ${name}(b,o,q,n,m){${code}${write(`${text}}`, nameOfText)}return q;}`);
  return functions.join('\n');

  function toldValueCode({ slot: { at, lists }, told: below }: Extract<ToldField, { kind: 'object' }>, item: string): string {
    const orNull = `if(v===0)throw X;if(v===${NULL}){${write('null', nameOfText)}return q;}`;
    functions.push(toldWriterCode(item, below, nameOfText), `function ${item}v0(b,o,q,v,m){${orNull}return ${item}(b,o,q,v,m);}`);
    for (let depth = 1; depth <= lists; depth += 1) {
      functions.push(`function ${item}v${depth}(b,o,q,v,m){${orNull}${listCode(`q=${item}v${depth - 1}(b,o,q,m[c],m);`)}}`);
    }
    return `q=${item}v${lists}(b,o,q,m[n+${at}],m);`;
  }
}

function leafCode(at: number, isNonNull: boolean, nameOfText: NameOfText): string {
  return `{const x=m[n+${at}];if(x>0)q=P(b,x,m[n+${at + 1}],o,q);else ${isNonNull ? 'throw X;' : `if(x===0)throw X;else{${write('null', nameOfText)}}`}}`;
}

// The items of the list `v`, each written by the code for `m[c]`.
function listCode(item: string): string {
  return `o[q++]=91;if(v>0)for(let c=v;;){${item}c=m[c+1];if(c===0)break;o[q++]=44;}o[q++]=93;return q;`;
}

const SHORT = 24;

function write(text: string, nameOfText: NameOfText): string {
  const bytes = [...Buffer.from(text)];
  if (bytes.length > SHORT) return `q=P(${nameOfText(text)},0,${bytes.length},o,q);`;
  return `${bytes.map((byte, index) => `o[q+${index}]=${byte};`).join('')}q+=${bytes.length};`;
}
