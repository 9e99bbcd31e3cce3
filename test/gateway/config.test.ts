import { describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import { ConfigError, readConfig } from '../../gateway/config.ts';

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

  it('keep open access on the loopback address', () => {
    expect(readConfig({ SUPERGRAPH: 's.graphql', HOST: 'localhost' })).toMatchObject({ supergraph: 's.graphql' });
    for (const HOST of ['0.0.0.0', '10.0.0.1', '::', '127.0.0.1.evil.test']) expect(complaint({ SUPERGRAPH: 's.graphql', HOST })).toContain('HOST');
  });
});
