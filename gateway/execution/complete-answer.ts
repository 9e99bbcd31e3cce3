import { GraphQLError } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import type { FieldShape, ObjectShape, ValueShape } from './compile-shape.ts';
import { isMerged, own } from './merged-data.ts';
import type { Merged } from './merged-data.ts';
import type { Trouble } from './trouble.ts';

export interface Completed {
  readonly data: Merged | null;
  /** For every null that no subgraph meant and no error before told of. */
  readonly errors: readonly GraphQLError[];
}

export interface CompletionParts {
  readonly data: Merged;
  readonly trouble: Trouble;
  /** Errors told before, with paths of the answer. */
  readonly told: readonly GraphQLError[];
  readonly locale: Locale;
  /** `__schema` and `__type`, by response key. */
  readonly introspected: Readonly<Record<string, unknown>>;
}

type CompletionCode = 'VALUE_NOT_GIVEN' | 'NULL_NOT_ALLOWED' | 'VALUE_NOT_OF_TYPE' | 'TYPE_NOT_KNOWN';

/** A value that is not there, for which an error was told: it makes its parent null where it may not be null. */
const BROKEN = Symbol('broken');

/** Puts merged data into the form the client asked for, as the GraphQL specification says a value is completed. */
export function completeAnswer(shape: ObjectShape, { data, trouble, told, locale, introspected }: CompletionParts): Completed {
  const path: (string | number)[] = [];
  const errors: GraphQLError[] = [];
  let toldAt: Set<string> | null = null;

  const completed = completeObject(data, shape);
  return { data: completed === BROKEN ? null : completed, errors };

  function completeObject(source: Merged, { type, fields }: ObjectShape): Merged | typeof BROKEN {
    const completed: Merged = {};
    for (const field of fields) {
      path.push(field.responseKey);
      const value = completeField(source, type, field);
      path.pop();
      if (value === BROKEN) return BROKEN;
      put(completed, field.responseKey, value);
    }
    return completed;
  }

  function completeField(source: Merged, type: string, { key, responseKey, name, value: shape }: FieldShape): unknown {
    if (shape === null) return introspected[responseKey] ?? null;
    const value = shape.kind === 'typename' ? null : own(source, key);
    if (value !== undefined) return completeValue(value, shape, type, name);
    if (!trouble.hasFailed(source)) tell('VALUE_NOT_GIVEN', type, name);
    return shape.nonNull ? BROKEN : null;
  }

  function completeValue(value: unknown, shape: ValueShape, type: string, name: string): unknown {
    if (shape.kind === 'typename') return shape.isConcrete ? type : broken('TYPE_NOT_KNOWN', type, name);
    if (value === null || value === undefined) {
      if (!shape.nonNull) return null;
      tell('NULL_NOT_ALLOWED', type, name);
      return BROKEN;
    }
    const completed = completeNullable(value, shape, type, name);
    return completed === BROKEN && !shape.nonNull ? null : completed;
  }

  function completeNullable(value: unknown, shape: Exclude<ValueShape, { kind: 'typename' }>, type: string, name: string): unknown {
    switch (shape.kind) {
      case 'leaf': {
        const completed = shape.complete(value);
        return completed === undefined ? broken('VALUE_NOT_OF_TYPE', type, name) : completed;
      }
      case 'list':
        return Array.isArray(value) ? completeList(value, shape.item, type, name) : broken('VALUE_NOT_OF_TYPE', type, name);
      case 'object': {
        if (!isMerged(value)) return broken('VALUE_NOT_OF_TYPE', type, name);
        const objectShape = shape.shapeOf(value.__typename);
        if (objectShape) return completeObject(value, objectShape);
        if (trouble.hasFailed(value)) return BROKEN;
        return broken('TYPE_NOT_KNOWN', type, name);
      }
    }
  }

  function completeList(values: readonly unknown[], shape: ValueShape, type: string, name: string): unknown[] | typeof BROKEN {
    const items: unknown[] = [];
    let isBroken = false;
    for (const [index, value] of values.entries()) {
      path.push(index);
      const item = completeValue(value, shape, type, name);
      path.pop();
      if (item === BROKEN) isBroken = true;
      items.push(item);
    }
    return isBroken ? BROKEN : items;
  }

  function broken(code: CompletionCode, type: string, name: string): typeof BROKEN {
    tell(code, type, name);
    return BROKEN;
  }

  // An error that a subgraph told at or below this place is the reason already.
  function tell(code: CompletionCode, type: string, name: string): void {
    toldAt ??= startsOf(told);
    if (toldAt.has(JSON.stringify(path))) return;
    const coordinate = `${type}.${name}`;
    errors.push(new GraphQLError(sentenceOf(code, locale, { coordinate }), { path: [...path], extensions: { code, coordinate } }));
  }
}

function startsOf(errors: readonly GraphQLError[]): Set<string> {
  return new Set(errors.flatMap(({ path = [] }) => path.map((_key, index) => JSON.stringify(path.slice(0, index + 1)))));
}

function put(object: Merged, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
  else object[key] = value;
}
