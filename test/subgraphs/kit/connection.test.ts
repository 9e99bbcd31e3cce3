import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { PAGE_LIMIT, connectionOf, encodeCursor, pageRequest } from '../../../subgraphs/kit/connection.ts';

function refusalOf(args: Parameters<typeof pageRequest>[0]): unknown {
  try {
    pageRequest(args);
  } catch (error) {
    if (error instanceof GraphQLError) return error.extensions['code'];
  }
  return null;
}

describe('pageRequest', () => {
  it('reads back the sort key that became a cursor', () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' })), (sortKey) => {
      expect(pageRequest({ first: 1, after: encodeCursor(sortKey) })).toEqual({ first: 1, after: sortKey });
    }));
  });

  it('starts at the beginning, twenty at a time, when nothing is said', () => {
    expect(pageRequest({})).toEqual({ first: 20, after: null });
    expect(pageRequest({ first: null, after: null })).toEqual({ first: 20, after: null });
  });

  it('takes the limit and refuses one more, and nothing, and less', () => {
    expect(pageRequest({ first: PAGE_LIMIT }).first).toBe(PAGE_LIMIT);
    for (const first of [PAGE_LIMIT + 1, 0, -1]) expect(refusalOf({ first })).toBe('INVALID_INPUT');
  });

  it.each(['', 'x', encodeCursor(['a']).slice(0, -1), Buffer.from('{"a":1}').toString('base64url'), Buffer.from('[1]').toString('base64url')])(
    'refuses %j, which is no cursor', (after) => expect(refusalOf({ after })).toBe('INVALID_INPUT'));
});

describe('connectionOf', () => {
  const keyOf = (node: string) => [node];

  it('shows what was asked for, and that more follow', () => {
    const page = connectionOf(['a', 'b', 'c'], 2, keyOf);
    expect(page.edges.map((edge) => edge.node)).toEqual(['a', 'b']);
    expect(page.pageInfo).toEqual({ hasNextPage: true, endCursor: encodeCursor(['b']) });
  });

  it('ends where the rows end', () => {
    expect(connectionOf(['a', 'b'], 2, keyOf).pageInfo).toEqual({ hasNextPage: false, endCursor: encodeCursor(['b']) });
    expect(connectionOf([], 2, keyOf)).toEqual({ edges: [], pageInfo: { hasNextPage: false, endCursor: null } });
  });
});
