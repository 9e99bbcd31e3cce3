import { describe, expect, it } from '@jest/globals';
import type { ExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { createGraphClient, createHouseKey } from '../../../subgraphs/kit/graph-client.ts';
import { actFor } from '../../../subgraphs/kit/on-behalf.ts';
import { SourceUnavailableError } from '../../../subgraphs/kit/source-unavailable.ts';
import type { SendToGraph } from '../../../subgraphs/kit/house.ts';

const SECRET = '1000000001';

async function asking(answer: () => Promise<ExecutionResult>) {
  const key = await createHouseKey();
  const sent: { request: Parameters<SendToGraph>[0]; headers: Parameters<SendToGraph>[1] }[] = [];
  const client = createGraphClient('things', key, (request, headers) => {
    sent.push({ request, headers });
    return answer();
  });
  return { client, key, sent };
}

describe('ask', () => {
  it('sends the document under an assertion the house\'s published keys verify', async () => {
    const { client, key, sent } = await asking(async () => ({ data: { a: 1 } }));
    expect(await client.ask('query A { a }', { b: 2 }, { requestId: 'r1', purpose: 'a check' })).toEqual({ a: 1 });
    const [first] = sent;
    expect(first?.request).toEqual({ query: 'query A { a }', variables: { b: 2 } });
    expect(first?.headers).toMatchObject({ 'x-request-id': 'r1', 'x-wasq-purpose': 'a check' });
    const { payload } = await jwtVerify(first?.headers['authorization']?.replace('Bearer ', '') ?? '', createLocalJWKSet(key.jwks), { audience: 'wasq:graph', issuer: 'wasq:house:things' });
    expect(payload.sub).toBe('house:things');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  });

  it('says on whose behalf, under the house\'s signature, and never for another', async () => {
    const { client, key, sent } = await asking(async () => ({ data: {} }));
    await Promise.all(['a (x)', 'b (y)', null, 'a (x)'].map((whom) => actFor(whom, () => client.ask('{ a }', {}))));
    const told = await Promise.all(sent.map(async ({ headers }) =>
      (await jwtVerify(headers['authorization']?.replace('Bearer ', '') ?? '', createLocalJWKSet(key.jwks))).payload['on_behalf_of'] ?? null));
    expect(told.sort()).toEqual(['a (x)', 'a (x)', 'b (y)', null].sort());
  });

  it('gives every operation an id, and no purpose it was not told', async () => {
    const { client, sent } = await asking(async () => ({ data: {} }));
    await client.ask('{ a }', {});
    await client.ask('{ a }', {});
    expect(new Set(sent.map((each) => each.headers['x-request-id'])).size).toBe(2);
    expect(sent[0]?.headers).not.toHaveProperty('x-wasq-purpose');
  });

  it.each<[string, () => Promise<ExecutionResult>, string]>([
    ['no answer', () => Promise.reject(new TypeError(SECRET)), 'graph: TypeError'],
    ['an answer without data', async () => ({}), 'graph: an answer without data'],
    ['an answer of null', async () => ({ data: null }), 'graph: an answer without data'],
    ['an error beside data', async () => ({ data: { a: 1 }, errors: [new GraphQLError(SECRET, { path: ['a', 0, 'b'], extensions: { code: 'FORBIDDEN' } })] }), 'graph: FORBIDDEN at a.0.b'],
    ['an error as it comes over the wire', async () => ({ errors: [{ message: SECRET } as GraphQLError] }), 'graph: no code at '],
  ])('takes %s as a source that is not there, and repeats no words of it', async (_what, answer, message) => {
    const { client } = await asking(answer);
    const error = await client.ask('{ a }', {}).then(() => null, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(SourceUnavailableError);
    expect((error as Error).message).toBe(message);
  });
});

describe('createHouseKey', () => {
  it('publishes the public half alone, under one name on every replica', async () => {
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const jwk = { ...(await exportJWK(pair.privateKey)), key_ops: ['sign'] };
    const [one, two] = await Promise.all([createHouseKey(jwk), createHouseKey(jwk)]);
    expect(one.jwks).toEqual(two.jwks);
    expect(Object.keys(one.jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    expect((await createHouseKey({ ...jwk, kid: 'mine' })).jwks.keys[0]?.kid).toBe('mine');
  });

  it('makes another one for each process that is given none', async () => {
    const [one, two] = await Promise.all([createHouseKey(), createHouseKey()]);
    expect(one.kid).not.toBe(two.kid);
    expect(one.jwks.keys[0]).not.toHaveProperty('d');
  });
});
