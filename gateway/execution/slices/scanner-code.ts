import { EMPTY, NULL } from './arena.ts';
import type { Asked, AskedField, Place, PlacedFetch, Slot } from './places.ts';
import { CELL } from './places.ts';

/*
 * The code that reads an answer, made of what was asked. It reads `b`, the bytes of the arena, at `p`; `r` is the run, `m`
 * its cells. An object `n` is the number of its first cell; a leaf of it is a piece of the bytes: `m[n+7]` is where it
 * begins, 0 for what nobody brought and -1 for null, and `m[n+8]` where it ends. `r.v` is the object, list or null that was
 * read last; a list is a chain of links. `r.h1` and `r.l1` are the first and the last object of place 1, `r.c1` how many
 * there are. X, W, E, H, R, G and L are UNEXPECTED, scanWord, scanEnd, hashOfBytes, isRepeated, growCells and newLink. Of
 * the schema nothing comes in but names, as JSON strings and bytes.
 */

type LeafField = Extract<AskedField, { kind: 'leaf' }>;
type ObjectField = Extract<AskedField, { kind: 'object' }>;

/** Answers the name under which the code finds what reads a leaf. */
export type NameOfScan = (field: LeafField) => string;

/** A function of this name (b, p, e, r, g) that reads the whole answer to a fetch, from `p` to `e`, into `g`: for each entity a chain of all objects that are this entity. */
export function fetchScannerCode(name: string, { asked, told }: PlacedFetch, scanOf: NameOfScan): string {
  const functions = [...asked.fields.flatMap((field) => (field.kind === 'object' ? objectFunctions(field, scanOf) : []))];
  const { code, values } = fieldsCode(asked, scanOf);
  // What one knows, another that does not know it does not take away.
  const given = values.map(({ slot: { at }, value, end }) => (end === null
    ? `if(${value}!==${NULL}||m[n+${at}]===0)m[n+${at}]=${value};`
    : `if(${value}>0||m[n+${at}]===0){m[n+${at}]=${value};m[n+${at + 1}]=${end};}`)).join('');
  functions.push(`function ${name}o(b,p,r,g){${code}const m=r.cells;for(let c=g;c!==0;c=m[c+1]){const n=m[c];${given}}return p;}`);
  const read = told === null
    ? `${literal('{"data":')}p=${name}o(b,p,r,g[0]);`
    : `${literal('{"data":{"_entities":[')}for(let i=0;i<g.length;i++){if(i>0){${literal(',')}}p=${name}o(b,p,r,g[i]);}${literal(']}')}`;
  return [...functions, `function ${name}(b,p,e,r,g){${read}E(b,p,e);}`].join('\n');
}

/** The state of a run over the arena `a` before anything is read. */
export function runCode(places: readonly Place[]): string {
  const chains = places.filter(({ isToldOf }) => isToldOf).map(({ id }) => `,h${id}:0,l${id}:0,c${id}:0`);
  return `{bytes:a.bytes,end:a.end,cells:a.cells,used:a.used,known:a.known,v:0,root:0${chains.join('')}}`;
}

/** Makes `n`, an object of a place that came between `z` and `p`. */
export function objectCode({ id, size, slots, isToldOf }: Place, values: readonly ReadValue[], z: string, p: string): string {
  const read = new Map(values.map((value) => [value.slot, value]));
  const cells = [`m[n]=0;m[n+${CELL.readFrom}]=${z};m[n+${CELL.readTo}]=${p};m[n+${CELL.place}]=${id};m[n+${CELL.next}]=0;`];
  for (const slot of slots.values()) {
    const { value = '0', end = '0' } = read.get(slot) ?? {};
    cells.push(`m[n+${slot.at}]=${value};`);
    if (slot.kind === 'leaf') cells.push(`m[n+${slot.at + 1}]=${end ?? '0'};`);
  }
  const chained = isToldOf ? `if(r.h${id}===0)r.h${id}=n;else m[r.l${id}+${CELL.next}]=n;r.l${id}=n;r.c${id}++;` : '';
  return `const n=r.used;if(n+${size}>r.cells.length)G(r);r.used=n+${size};const m=r.cells;${cells.join('')}${chained}`;
}

/** Names in the code: the value of a slot or where that begins, and where it ends; null for an object. */
interface ReadValue {
  readonly slot: Slot;
  readonly value: string;
  readonly end: string | null;
}

// Functions that read the value of a field into r.v, those of what is below it first.
function objectFunctions({ slot, asked }: ObjectField, scanOf: NameOfScan): string[] {
  const below = asked.fields.flatMap((field) => (field.kind === 'object' ? objectFunctions(field, scanOf) : []));
  const { id } = slot.place;
  const [first] = asked.fields.filter(({ kind }) => kind !== 'typename');
  const isKeyed = first?.kind === 'leaf';
  const { code, values } = fieldsCode(asked, scanOf, ({ value, end }) =>
    // The same bytes are the same object: it is neither read nor written a second time.
    `let h=0;if(${value}>0){h=H(b,${value},${end})+${id * 97};const k=r.known[h&r.known.length-1],m=r.cells;`
    + `if(k!==0&&m[k+${CELL.place}]===${id}&&R(b,m[k+${CELL.readFrom}],m[k+${CELL.readTo}],z)){r.v=k;return z+m[k+${CELL.readTo}]-m[k+${CELL.readFrom}];}}`);
  const keep = isKeyed ? `if(${values[0]?.value ?? ''}>0)r.known[h&r.known.length-1]=n;` : '';
  const functions = [...below, `function s${id}(b,p,r){const z=p;${code}${objectCode(slot.place, values, 'z', 'p')}${keep}r.v=n;return p;}`];
  functions.push(`function x${id}_0(b,p,r){if(b[p]===110){r.v=${NULL};return W(b,p,"null");}return s${id}(b,p,r);}`);
  for (let depth = 1; depth <= slot.lists; depth += 1) {
    functions.push(`function x${id}_${depth}(b,p,r){if(b[p]===110){r.v=${NULL};return W(b,p,"null");}if(b[p]!==91)throw X;p++;if(b[p]===93){r.v=${EMPTY};return p+1;}`
      + `let f=0,l=0;for(;;){p=x${id}_${depth - 1}(b,p,r);const c=L(r,r.v,0);if(f===0)f=c;else r.cells[l+1]=c;l=c;if(b[p]===93)break;if(b[p]!==44)throw X;p++;}r.v=f;return p+1;}`);
  }
  return functions;
}

function fieldsCode({ fields }: Asked, scanOf: NameOfScan, afterFirstLeaf?: (value: ReadValue) => string) {
  const values: ReadValue[] = [];
  let code = '';
  let expected = fields.length === 0 ? '{' : '';
  fields.forEach((field, index) => {
    expected += `${index === 0 ? '{' : ','}${JSON.stringify(field.key)}:`;
    if (field.kind === 'typename') {
      expected += JSON.stringify(field.type);
      return;
    }
    const read: ReadValue = { slot: field.slot, value: `v${index}`, end: field.kind === 'leaf' ? `e${index}` : null };
    code += literal(expected);
    expected = '';
    code += field.kind === 'leaf'
      ? `let v${index}=-1,e${index}=0;if(b[p]===110)p=W(b,p,"null");else{v${index}=p;p=e${index}=${scanOf(field)}(b,p);}`
      : `p=x${field.slot.place.id}_${field.slot.lists}(b,p,r);const v${index}=r.v;`;
    if (values.length === 0 && field.kind === 'leaf') code += afterFirstLeaf?.(read) ?? '';
    values.push(read);
  });
  return { code: code + literal(`${expected}}`), values };
}

function literal(text: string): string {
  const bytes = [...Buffer.from(text)];
  return `if(${bytes.map((byte, index) => `b[p+${index}]!==${byte}`).join('||')})throw X;p+=${bytes.length};`;
}
