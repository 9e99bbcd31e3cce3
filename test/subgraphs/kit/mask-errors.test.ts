import { describe, expect, it } from '@jest/globals';
import { GraphQLError, buildSchema, execute, parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { sentenceOf } from '../../../schema/contracts/errors.ts';
import type { Locale } from '../../../schema/contracts/identity.ts';
import { maskErrors } from '../../../subgraphs/kit/mask-errors.ts';
import { Refused, invalidInput } from '../../../subgraphs/kit/refusal.ts';
import { SHARED_RESOLVERS } from '../../../subgraphs/kit/resolvers.ts';
import { SourceContradictionError } from '../../../subgraphs/kit/source-contradiction.ts';
import { SourceUnavailableError } from '../../../subgraphs/kit/source-unavailable.ts';
import { keptLog } from './kit-database.ts';

const SECRET = '1000000001';

const schema = buildSchema('scalar Date input Person { born: Date! number: Int kind: Kind } enum Kind { A B } type Query { word(person: Person): String! }');
Object.assign(schema.getType('Date') as object, { parseValue: SHARED_RESOLVERS.Date.parseValue });

/** What a caller gets and the log has when the only field ends so. */
async function ended(end: () => unknown, options: { locale?: Locale; query?: string; variables?: Record<string, unknown> } = {}) {
  const { log, lines } = keptLog();
  const result = await execute({
    schema, document: parse(options.query ?? '{ word }'), rootValue: { word: end }, ...(options.variables === undefined ? {} : { variableValues: options.variables }),
  });
  const masked: ExecutionResult = maskErrors(result, options.locale ?? 'en', log, 'request-1');
  const error = JSON.parse(JSON.stringify(masked)).errors?.[0] as { message: string; path?: string[]; extensions?: Record<string, unknown> } | undefined;
  return { error, answer: JSON.stringify(masked), log: lines.join('') };
}

const thrower = (error: unknown) => () => {
  throw error;
};

describe('an unexpected error', () => {
  it('is hidden behind an id that is in the log', async () => {
    const { error, log } = await ended(thrower(new TypeError('a flaw')));
    const id = error?.extensions?.['id'];
    expect(error).toEqual({
      message: sentenceOf('INTERNAL_SERVER_ERROR', 'en', { id: String(id) }), path: ['word'], locations: [{ line: 1, column: 3 }], extensions: { code: 'INTERNAL_SERVER_ERROR', id },
    });
    expect(JSON.parse(log)).toMatchObject({ id, requestId: 'request-1', path: ['word'], error: 'TypeError' });
    expect(log).toContain('mask-errors.test.ts');
  });

  it.each([
    ['a database', () => Object.assign(new Error(`invalid input syntax: "${SECRET}"`), { code: '22P02', detail: `Key (number)=(${SECRET}) exists.`, parameters: [SECRET] })],
    ['many lines', () => new Error(`one\n    at ${SECRET}\nthree`)],
    ['a thrown text', () => SECRET],
    ['a thrown object', () => ({ message: SECRET })],
    ['a GraphQL error of no known code', () => new GraphQLError(SECRET, { extensions: { code: SECRET } })],
    ['a GraphQL error with the name of something else', () => new GraphQLError(SECRET, { extensions: { code: 'toString' } })],
  ])('of %s leaves nothing of its words in the answer or the log', async (_what, make) => {
    const { error, answer, log } = await ended(thrower(make()));
    expect(error?.extensions?.['code']).toBe('INTERNAL_SERVER_ERROR');
    expect(answer).not.toContain(SECRET);
    expect(log).not.toContain(SECRET);
    expect(log).not.toBe('');
  });

  it('keeps the code of a database, which names no row', async () => {
    expect((await ended(thrower(Object.assign(new Error('x'), { code: '22P02' })))).log).toContain('"code":"22P02"');
  });
});

describe('an intended error', () => {
  it.each<[string, unknown, Locale, string, string]>([
    ['a refusal', invalidInput('name', 'is empty'), 'en', 'INVALID_INPUT', sentenceOf('INVALID_INPUT', 'en', { field: 'name', reason: 'is empty' })],
    ['a refusal', new Refused({ code: 'NOT_YOURS' }), 'ar', 'NOT_YOURS', sentenceOf('NOT_YOURS', 'ar')],
    ['a silent source', new SourceUnavailableError('civil-registry', SECRET), 'ar', 'SOURCE_UNAVAILABLE', sentenceOf('SOURCE_UNAVAILABLE', 'ar', { source: 'civil-registry' })],
    ['a source that contradicts itself', new SourceContradictionError('civil-registry', [{ position: 0, reason: 'x' }]), 'en', 'SOURCE_CONTRADICTION', sentenceOf('SOURCE_CONTRADICTION', 'en', { source: 'civil-registry' })],
    ['a known code', new GraphQLError('first must be less', { extensions: { code: 'INVALID_INPUT' } }), 'en', 'INVALID_INPUT', 'first must be less'],
  ])('%s passes in the caller\'s language (%#)', async (_what, error, locale, code, message) => {
    const { error: seen, log, answer } = await ended(thrower(error), { locale });
    expect(seen).toMatchObject({ message, path: ['word'], extensions: { code } });
    expect(answer).not.toContain(SECRET);
    expect(log).toBe('');
  });

  it('needs no mask when there is none', async () => {
    expect((await ended(() => 'hello')).answer).toBe('{"data":{"word":"hello"}}');
  });
});

describe('a variable that does not fit', () => {
  const query = 'query ($person: Person) { word(person: $person) }';

  it.each<[string, unknown, string]>([
    ['a date', { born: SECRET }, '$person.born does not fit its type. Date must be a calendar date, YYYY-MM-DD.'],
    ['a number', { born: '2000-01-01', number: SECRET }, '$person.number does not fit its type.'],
    ['an enum', { born: '2000-01-01', kind: SECRET }, '$person.kind does not fit its type.'],
    ['an object', SECRET, '$person does not fit its type.'],
    ['an unknown field', { born: '2000-01-01', [`x${SECRET}`]: 1 }, '$person does not fit its type.'],
  ])('as %s is the caller\'s to mend, named without its value', async (_what, person, message) => {
    const { error, answer, log } = await ended(() => 'hello', { query, variables: { person } });
    expect(error?.message).toBe(message);
    expect(error?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(answer).not.toContain(SECRET);
    expect(log).toBe('');
  });
});
