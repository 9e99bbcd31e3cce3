import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfigError, readConfig, readPersistedDocuments } from '../../gateway/config.ts';
import { DEFAULT_LIMITS } from '../../gateway/limits/limits.ts';

const KEY = JSON.stringify(await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey));
const PRODUCTION = {
  NODE_ENV: 'production', JWKS_URL: 'https://id.test/jwks', TOKEN_ISSUER: 'https://id.test', TOKEN_AUDIENCE: 'wasq', GATEWAY_SIGNING_KEY: KEY,
};

function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}

describe('the settings of the gateway', () => {
  it('have a default each, on the loopback address', () => {
    expect(readConfig({})).toMatchObject({ port: 4000, host: '127.0.0.1', mode: 'SANDBOX', production: false, deadlineMs: 10_000, supergraph: null });
  });

  it('take an empty one as not set', () => {
    expect(readConfig({ PORT: '', JWKS_URL: '' })).toMatchObject({ port: 4000, tokens: { jwksUrl: null } });
  });

  it.each([
    ['PORT', 'x'], ['PORT', '65536'], ['PORT', '-1'], ['PROGRAMME_MODE', 'TEST'], ['JWKS_URL', 'file:///etc/passwd'], ['REGULATION_URL', 'regulation'],
    ['SUBGRAPH_DEADLINE_MS', '0'], ['LOG_LEVEL', 'loud'], ['BODY_LIMIT_BYTES', '1'], ['GATEWAY_SIGNING_KEY', '{"kty":"oct","k":"x"}'], ['GATEWAY_SIGNING_KEY', 'x'],
    ['OPERATION_DEADLINE_MS', '0'], ['SUBGRAPH_RETRIES', '6'], ['DRAIN_MS', '-1'], ['LIMIT_TOKENS', '9'], ['LIMIT_DEPTH', '0'], ['LIMIT_ALIASES', 'many'], ['LIMIT_ROOT_FIELDS', '0'],
    ['LIMIT_COST', '0'], ['LIMIT_SUBGRAPH_COST', '-1'], ['RATE_LIMIT', '0'], ['REDIS_URL', 'http://127.0.0.1'], ['CLIENT_ADDRESS_HEADER', 'x y'],
    ['KNOWN_OPERATIONS_ONLY', 'partner,house'], ['KNOWN_OPERATIONS_ONLY', 'service'], ['REGISTRY_DATABASE_URL', 'mysql://x'], ['REGISTRY_MIGRATOR_URL', 'x'], ['PROVIDER_ADDRESSES', 'all'], ['INTROSPECTION', 'yes'], ['QUICK_ANSWERS', '1'], ['SHARE_IN_FLIGHT', 'no'],
  ])('say in one sentence what is wrong with %s=%s, and do not repeat it', (name, value) => {
    const message = complaint({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} must [^\\n]+\\.$`));
    if (name === 'GATEWAY_SIGNING_KEY') expect(message).not.toContain(`"${value}"`);
  });

  it('tell all that is wrong at once', () => {
    expect(complaint({ PORT: 'x', LOG_LEVEL: 'loud' }).split('\n')).toHaveLength(2);
  });

  it('are enough for production only with an issuer and a key of one\'s own', () => {
    expect(readConfig(PRODUCTION)).toMatchObject({ production: true, tokens: { jwksUrl: new URL('https://id.test/jwks') } });
    for (const name of ['JWKS_URL', 'TOKEN_ISSUER', 'TOKEN_AUDIENCE', 'GATEWAY_SIGNING_KEY']) {
      expect(complaint({ ...PRODUCTION, [name]: '' })).toContain(name);
    }
  });

  it('hold the registry\'s database, and let insurers be in private networks outside production alone', () => {
    expect(readConfig({})).toMatchObject({ registry: null, providerAddresses: 'public' });
    expect(readConfig({ REGISTRY_DATABASE_URL: 'postgres://a@b/c' }).registry).toEqual({ databaseUrl: 'postgres://a@b/c', migratorUrl: null });
    expect(readConfig({ PROVIDER_ADDRESSES: 'any' }).providerAddresses).toBe('any');
    expect(complaint({ ...PRODUCTION, PROVIDER_ADDRESSES: 'any' })).toMatch(/^PROVIDER_ADDRESSES must be public in production/);
  });

  it('answer quickly and share what is in flight, unless they say otherwise', () => {
    expect(readConfig({})).toMatchObject({ slices: true, sharing: true });
    expect(readConfig({ QUICK_ANSWERS: 'off', SHARE_IN_FLIGHT: 'off' })).toMatchObject({ slices: false, sharing: false });
  });

  it('hold every limit, and let no introspection in in production, unless they say otherwise', () => {
    expect(readConfig({})).toMatchObject({ limits: DEFAULT_LIMITS, introspection: true, retries: 0, redisUrl: null, knownOnlyFor: new Set() });
    expect(readConfig({ ...PRODUCTION, LIMIT_DEPTH: '7', RATE_LIMIT: '60' })).toMatchObject({ limits: { ...DEFAULT_LIMITS, depth: 7, rate: 60 }, introspection: false });
    expect(readConfig({ ...PRODUCTION, INTROSPECTION: 'on' }).introspection).toBe(true);
    expect(readConfig({ INTROSPECTION: 'off' }).introspection).toBe(false);
    expect([readConfig({}).unauthorised, readConfig({ UNAUTHORISED: 'refuse' }).unauthorised]).toEqual(['cut', 'refuse']);
    expect(() => readConfig({ UNAUTHORISED: 'allow' })).toThrow('UNAUTHORISED must be cut or refuse.');
    expect(readConfig({ LIMIT_SUBSCRIPTIONS: '0', LIMIT_PLANNING_MS: '50' }).limits).toMatchObject({ subscriptions: 0, planningMs: 50 });
  });

  it('name the file of the known operations when only those may run', () => {
    expect(complaint({ KNOWN_OPERATIONS_ONLY: 'partner' })).toContain('PERSISTED_DOCUMENTS');
    expect(readConfig({ KNOWN_OPERATIONS_ONLY: 'partner, anonymous', PERSISTED_DOCUMENTS: 'p.json' }))
      .toMatchObject({ knownOnlyFor: new Set(['partner', 'anonymous']), persistedDocuments: 'p.json' });
  });

  it('keep open access on the loopback address', () => {
    expect(readConfig({ SUPERGRAPH: 's.graphql', HOST: 'localhost' })).toMatchObject({ supergraph: 's.graphql' });
    for (const HOST of ['0.0.0.0', '10.0.0.1', '::', '127.0.0.1.evil.test']) expect(complaint({ SUPERGRAPH: 's.graphql', HOST })).toContain('HOST');
  });
});

describe('a file of persisted documents that cannot be used', () => {
  it('is told in one sentence', () => {
    expect(() => readPersistedDocuments('/nowhere.json')).toThrow(new ConfigError('The persisted documents /nowhere.json cannot be used: ENOENT.'));
    expect(() => readPersistedDocuments('schema/api.graphql')).toThrow(new ConfigError('The persisted documents schema/api.graphql cannot be used: it is not JSON.'));
  });
});
