import { ProviderFailure } from './provider-failure.ts';
import type { Mismatch } from './provider-failure.ts';
import type { ObjectShape } from './partition-shape.ts';

/** Key fields an entity must echo, with the values they must have. */
export type Expected = ReadonlyMap<string, string>;

/** Lists in one another; without an end they would overflow the stack. */
const MOST_LISTS = 2;

/**
 * Copies what was asked out of what came: keys nobody asked for stay behind, an echo is compared and cut. Every entity
 * in it, at any depth, must be its owner's. @throws ProviderFailure when one is not, or when the answer has another shape.
 */
export function project(value: unknown, shape: ObjectShape | null, expected: Expected, lists = 0): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) {
    if (lists === MOST_LISTS) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'lists within lists');
    return value.map((item) => project(item, shape, expected, lists + 1));
  }
  if (shape === null) {
    if (typeof value === 'object') throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'an object where a value was asked');
    return value;
  }
  if (typeof value !== 'object') throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'a value where an object was asked');
  const answered = value as Readonly<Record<string, unknown>>;
  mustEcho(answered, shape, expected);
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of shape.fields) if (Object.hasOwn(answered, key)) copy[key] = project(answered[key], inner, expected);
  return copy;
}

/** The entity at the top of an answer must be the very one that was asked for. @throws ProviderFailure */
export function mustBe(value: unknown, { echo }: ObjectShape, expected: Expected): void {
  if (value === null || value === undefined || echo === null) return;
  for (const [key, wanted] of expected) {
    const alias = echo.keys.get(key);
    if (alias !== undefined && textAt(value, alias) !== wanted) throw notAsked('an entity nobody asked for, or at another\'s place', key === 'id' || key === 'insurerId' ? key : 'key', textAt(value, alias));
  }
}

/** Whose it is, it must say alike wherever it says it: by the key it states, the graph would ask on. */
function mustEcho(answered: Readonly<Record<string, unknown>>, { echo, sameAs }: ObjectShape, expected: Expected): void {
  if (echo === null) return;
  if (answered[echo.typeKey] !== echo.type) throw notAsked('an entity of another type, or one that does not say its type', '__typename', textAt(answered, echo.typeKey));
  const [owner] = expected;
  const alias = owner === undefined ? undefined : echo.keys.get(owner[0]);
  if (owner === undefined || alias === undefined || textAt(answered, alias) !== owner[1]) {
    throw notAsked('an entity of another insurer, or one that does not say whose it is', 'insurerId', alias === undefined ? null : textAt(answered, alias));
  }
  for (const [key, echoed] of sameAs) {
    if (Object.hasOwn(answered, key) && textAt(answered, key) !== textAt(answered, echoed)) throw notAsked('an entity that states another key than it echoes', 'key', textAt(answered, key));
  }
}

function textAt(value: unknown, key: string): string | null {
  const found = (value as Readonly<Record<string, unknown>>)[key];
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : null;
}

function notAsked(reason: string, expected: Mismatch['expected'], received: string | null): ProviderFailure {
  return new ProviderFailure('PROVIDER_ANSWER_NOT_ASKED', reason, { expected, received: received === null ? 'none' : 'other' });
}
