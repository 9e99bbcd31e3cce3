import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { HOUSE_SETTINGS, SettingsError, readSettings } from '../../../subgraphs/kit/house-config.ts';

const WHOLE = {
  DATABASE_URL: 'postgres://app@127.0.0.1/things',
  GRAPH_URL: 'http://127.0.0.1:4000/graphql',
  GATEWAY_JWKS_URL: 'http://127.0.0.1:4000/.well-known/jwks.json',
  FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
  PORT: '4001',
};

const JWK = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA', d: 'BBBB' };

function sentences(environment: Record<string, string | undefined>): string[] {
  try {
    readSettings(HOUSE_SETTINGS, { ...WHOLE, ...environment });
  } catch (error) {
    if (error instanceof SettingsError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('readSettings', () => {
  it('reads what is set and fills in the rest', () => {
    expect(readSettings(HOUSE_SETTINGS, WHOLE)).toEqual({ ...WHOLE, PORT: 4001, PROGRAMME_MODE: 'SANDBOX', HOST: '127.0.0.1', LOG_LEVEL: 'info' });
    expect(readSettings(HOUSE_SETTINGS, { ...WHOLE, HOUSE_SIGNING_KEY: JSON.stringify(JWK) }).HOUSE_SIGNING_KEY).toEqual(JWK);
  });

  it('reads the settings of the house\'s own', () => {
    expect(readSettings({ ...HOUSE_SETTINGS, WORD: z.string() }, { ...WHOLE, WORD: 'a' }).WORD).toBe('a');
  });

  it('takes an empty setting as one that is not set', () => {
    expect(sentences({ PORT: '' })).toEqual(['PORT is not set. Port the house listens on; 0 for any free one.']);
    expect(sentences({ MIGRATOR_URL: '', PROGRAMME_MODE: '' })).toEqual([]);
  });

  it.each(['DATABASE_URL', 'GRAPH_URL', 'GATEWAY_JWKS_URL', 'FIELD_KEY', 'PORT'])('says in one sentence that %s is missing, and what it is', (name) => {
    const said = sentences({ [name]: undefined });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${name} is not set\\. .+\\.$`));
  });

  it.each([
    ['DATABASE_URL', 'mysql://app@127.0.0.1/things'],
    ['MIGRATOR_URL', 'things'],
    ['GRAPH_URL', 'ftp://127.0.0.1'],
    ['GATEWAY_JWKS_URL', 'keys.json'],
    ['FIELD_KEY', 'short'],
    ['FIELD_KEY', Buffer.alloc(31).toString('base64')],
    ['FIELD_KEY', '!'],
    ['HOUSE_SIGNING_KEY', '{"d": "SECRET'],
    ['HOUSE_SIGNING_KEY', JSON.stringify({ ...JWK, d: undefined })],
    ['HOUSE_SIGNING_KEY', 'null'],
    ['PROGRAMME_MODE', 'TEST'],
    ['PORT', '65536'],
    ['PORT', 'four'],
    ['LOG_LEVEL', 'loud'],
  ])('says in one sentence that %s is not valid as %s, without its value', (name, value) => {
    const said = sentences({ [name]: value });
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(new RegExp(`^${name} is not valid \\(`));
    expect(said[0]).not.toContain('SECRET');
  });

  it('says everything at once, a line a setting', () => {
    expect(sentences({ DATABASE_URL: undefined, PORT: 'x', FIELD_KEY: '!' }).map((line) => line.split(' ')[0])).toEqual(['DATABASE_URL', 'FIELD_KEY', 'PORT']);
  });
});
