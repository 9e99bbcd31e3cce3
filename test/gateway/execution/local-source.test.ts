import { describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { localSource } from '../../../gateway/execution/local-source.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { GraphRequest, House } from '../../../subgraphs/kit/house.ts';

const CALL = { envelope: 'sealed', requestId: 'request-0001', locale: 'ar' } as const;
const REQUEST = { query: '{ a }', variables: { representations: [{ id: 'وسق' }] } };

function sourceOf(execute: (request: GraphRequest, envelope: string | undefined, requestId?: string) => Promise<unknown>, deadlineMs = 10_000) {
  const { exchange } = localSource({ name: 'near', execute: execute as House['execute'] } as House, { deadlineMs });
  const shown: string[] = [];
  return {
    shown,
    exchange: (reads: boolean) => (exchange as NonNullable<Source['exchange']>)({ body: Buffer.from(JSON.stringify(REQUEST)), isQuery: true }, CALL, (bytes) => {
      shown.push(bytes.toString('utf8'));
      return reads;
    }),
  };
}

describe('a house in this process, asked in bytes', () => {
  it('is asked in the same words, behind the envelope, and shows the bytes that HTTP would bring', async () => {
    const seen: unknown[] = [];
    const { exchange, shown } = sourceOf(async (...asked) => { seen.push(asked); return { data: Object.assign(Object.create(null) as object, { a: 'وسق', none: undefined }) }; });
    expect(await exchange(true)).toBeNull();
    expect(seen).toEqual([[REQUEST, 'sealed', 'request-0001']]);
    expect(shown).toEqual(['{"data":{"a":"وسق"}}']);
  });

  it('hands over its answer when nobody can read the bytes, asked once', async () => {
    const answer: ExecutionResult = { data: { a: 1 } };
    let times = 0;
    const { exchange, shown } = sourceOf(async () => { times += 1; return answer; });
    expect(await exchange(false)).toBe(answer);
    expect({ times, shown: shown.length }).toEqual({ times: 1, shown: 1 });
  });

  it.each<readonly [string, ExecutionResult]>([
    ['errors', { data: { a: null }, errors: [new GraphQLError('no')] }], ['what JSON cannot say', { data: { a: 1n } }],
  ])('hands over its answer with %s, and shows nothing', async (_what, answer) => {
    const { exchange, shown } = sourceOf(async () => answer);
    expect(await exchange(true)).toBe(answer);
    expect(shown).toEqual([]);
  });

  it('fails when the house throws or is late', async () => {
    await expect(sourceOf(() => Promise.reject(new Error('broken'))).exchange(true)).rejects.toMatchObject({ name: 'SourceFailure', code: 'DOWNSTREAM_SERVICE_ERROR' });
    await expect(sourceOf(() => new Promise(() => undefined), 5).exchange(true)).rejects.toMatchObject({ name: 'SourceFailure', code: 'DEADLINE_EXCEEDED' });
  });
});
