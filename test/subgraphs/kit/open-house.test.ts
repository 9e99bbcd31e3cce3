import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { DataSource } from 'typeorm';
import { ENVELOPE_ISSUER } from '../../../schema/contracts/identity.ts';
import type { House } from '../../../subgraphs/kit/house.ts';
import { openHouse } from '../../../subgraphs/kit/open-house.ts';
import { contextFor, keptLog, openKitDatabase, principal } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

const SDL = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query { word: String! slow: String! fail: String }`;

let kit: KitDatabase;
let token: string;
let sign: (audience: string) => Promise<string>;
let gatewayKeys: ReturnType<typeof createLocalJWKSet>;

beforeAll(async () => {
  kit = await openKitDatabase();
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  gatewayKeys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), alg: 'EdDSA' }] });
  sign = (audience) => new SignJWT({ principal: principal(), locale: 'en', mode: 'SANDBOX' })
    .setProtectedHeader({ alg: 'EdDSA' }).setIssuer(ENVELOPE_ISSUER).setAudience(audience).setExpirationTime('60s').sign(pair.privateKey);
  token = await sign('things');
});
afterAll(() => kit.close());

function open(slow: () => Promise<string> = async () => 'slow', happened: string[] = []) {
  const { log, lines } = keptLog();
  const database = { query: () => Promise.resolve(), destroy: async () => void happened.push('database') } as unknown as DataSource;
  const house: House = openHouse({
    name: 'things', sdl: SDL, mode: 'SANDBOX', gatewayKeys, jwks: { keys: [] }, log, database,
    resolvers: { Query: { word: () => 'hello', slow, fail: () => Promise.reject(new Error('1000000001')) } },
    jobs: { stop: async () => void happened.push('jobs') },
    contextOf: (envelope) => contextFor(kit.database, envelope.principal),
    closeMore: async () => void happened.push('more'),
  });
  return { house, lines, happened };
}

describe('execute', () => {
  it('answers whom the gateway vouches for', async () => {
    expect(await open().house.execute({ query: '{ word }' }, token)).toEqual({ data: { word: 'hello' } });
  });

  it.each([['no envelope', async () => undefined], ['an envelope for another house', () => sign('words')]])('refuses %s before it reads the query, and logs it', async (_what, envelope) => {
    const { house, lines } = open();
    const result = await house.execute({ query: 'nonsense' }, await envelope(), 'r1');
    expect(result.errors?.map((error) => error.extensions['code'])).toEqual(['ENVELOPE_REFUSED']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId: 'r1', msg: 'envelope refused' });
  });

  it.each([['nonsense', 'GRAPHQL_PARSE_FAILED'], ['{ nothing }', 'GRAPHQL_VALIDATION_FAILED']])('tells what is wrong with %s, each time', async (query, code) => {
    const { house } = open();
    for (let time = 0; time < 2; time += 1) {
      expect((await house.execute({ query }, token)).errors?.map((error) => error.extensions['code'])).toEqual([code]);
    }
  });

  it('masks what nobody intended', async () => {
    const { house, lines } = open();
    const result = JSON.stringify(await house.execute({ query: '{ word fail }' }, token));
    expect(result).toContain('"word":"hello"');
    expect(result).toContain('INTERNAL_SERVER_ERROR');
    expect(result + lines.join('')).not.toContain('1000000001');
  });
});

describe('close', () => {
  it('lets a running request end, then stops the jobs, then frees the rest', async () => {
    const happened: string[] = [];
    let go = (): void => undefined;
    let began = (): void => undefined;
    const running = new Promise<void>((resolve) => (began = resolve));
    const { house } = open(() => new Promise((resolve) => {
      go = () => {
        happened.push('answered');
        resolve('slow');
      };
      began();
    }), happened);
    const answer = house.execute({ query: '{ slow }' }, token);
    await running;
    const closed = house.close();
    await house.execute({ query: '{ word }' }, token);
    expect(happened).toEqual([]);
    go();
    expect(await answer).toEqual({ data: { slow: 'slow' } });
    await closed;
    expect(happened).toEqual(['answered', 'jobs', 'more', 'database']);
  });
});
