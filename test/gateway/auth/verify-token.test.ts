import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { createIssuer } from '../../../gateway/auth/issuer.ts';
import type { Issuer } from '../../../gateway/auth/issuer.ts';
import { createTokenVerifier } from '../../../gateway/auth/verify-token.ts';
import type { VerifyToken } from '../../../gateway/auth/verify-token.ts';
import { ANONYMOUS, SCOPES_OF_ROLE } from '../../../schema/contracts/identity.ts';
import { serve, tinyHouse } from '../../kit/tiny-subgraphs.ts';
import type { TinyHouse } from '../../kit/tiny-subgraphs.ts';

const WHOSE = { issuer: 'https://tokens.test', audience: 'wasq-test' };
const TINY = { sdl: 'type Query { a: Int }', resolvers: {} };

let dataDir: string;
let issuer: Issuer;
let verify: VerifyToken;
let regulation: TinyHouse;
let insurers: TinyHouse;
beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-token-`);
  issuer = await createIssuer({ dataDir, ...WHOSE });
  const { jwks } = await createEnvelopeSigner();
  [regulation, insurers] = await Promise.all(['regulation', 'insurers'].map((name) => tinyHouse({ name, ...TINY }, jwks))) as [TinyHouse, TinyHouse];
  verify = createTokenVerifier({ ...WHOSE, keys: issuer.jwks }, new Map([['regulation', regulation.jwks], ['insurers', insurers.jwks]]));
});
afterAll(() => rm(dataDir, { recursive: true }));

const as = (token: string, more: Record<string, string> = {}) => verify({ authorization: `Bearer ${token}`, ...more }, 'en');
const refused = (code = 'UNAUTHENTICATED', status = 401) =>
  expect.objectContaining({ extensions: expect.objectContaining({ code, http: expect.objectContaining({ status }) }) });
const someone = { subject: 's', organisation: 'o', roles: ['partner'], ttl: 60 } as const;

describe('a bearer token', () => {
  it('is not needed: without one, the caller is nobody in particular', async () => {
    expect(await verify({}, 'en')).toBe(ANONYMOUS);
  });

  it('says who asks, for what organisation, as what, and why', async () => {
    const token = await issuer.mint({ ...someone, roles: ['insurer_officer'] });
    expect(await as(token, { 'x-wasq-purpose': ' complaint 7 ' })).toEqual({
      subject: 's', organisation: 'o', roles: ['insurer_officer'], scopes: SCOPES_OF_ROLE.insurer_officer, purpose: 'complaint 7',
    });
  });

  it('carries the scopes it was given rather than those of its roles', async () => {
    expect(await as(await issuer.mint({ ...someone, scopes: ['roster:read'] }))).toMatchObject({ scopes: ['roster:read'] });
  });

  it('never makes a house, whatever it claims', async () => {
    const token = await issuer.mint({ ...someone, organisation: 'regulation', roles: ['service', 'council'] });
    const principal = await as(token);
    expect(principal.roles).toEqual(['council']);
    expect(principal.scopes).not.toContain('house:tell');
  });

  it('never says for whom: only a house\'s own signature does', async () => {
    const jwt = (issued: SignJWT): SignJWT => issued.setSubject('s').setAudience(WHOSE.audience).setExpirationTime('1 minute');
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const outside = createTokenVerifier({ ...WHOSE, keys: { keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA' }] } }, new Map());
    const token = await jwt(new SignJWT({ roles: ['council'], on_behalf_of: 'regulator (regulator)', onBehalfOf: 'regulator (regulator)' })).setProtectedHeader({ alg: 'EdDSA' }).setIssuer(WHOSE.issuer).sign(privateKey);
    const principal = await outside({ authorization: `Bearer ${token}`, 'on-behalf-of': 'regulator', 'x-on-behalf-of': 'regulator' }, 'en');
    expect(principal).toMatchObject({ subject: 's', roles: ['council'] });
    expect(principal).not.toHaveProperty('onBehalfOf');
  });

  it('is refused when it has expired, is for another audience, or comes from another issuer', async () => {
    const other = await createIssuer({ dataDir, ...WHOSE, audience: 'elsewhere' });
    const stranger = await createIssuer({ dataDir, ...WHOSE, issuer: 'https://other.test' });
    const tokens = [issuer.mint({ ...someone, ttl: -60 }), other.mint(someone), stranger.mint(someone)];
    for (const token of tokens) await expect(as(await token)).rejects.toEqual(refused());
  });

  it('is refused when another key signed it, when none did, and when it is no token', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const kid = issuer.jwks.keys[0]?.kid;
    const forged = await new SignJWT({ roles: ['council'] }).setProtectedHeader({ alg: 'EdDSA', kid }).setSubject('s')
      .setIssuer(WHOSE.issuer).setAudience(WHOSE.audience).setExpirationTime('1 minute').sign(privateKey);
    const bare = new UnsecuredJWT({ roles: ['council'] }).setSubject('s').setIssuer(WHOSE.issuer).setAudience(WHOSE.audience)
      .setExpirationTime('1 minute').encode();
    for (const token of [forged, bare, 'a.b.c', 'nonsense']) await expect(as(token)).rejects.toEqual(refused());
    await expect(verify({ authorization: 'Basic YTpi' }, 'en')).rejects.toEqual(refused());
  });

  it('is refused when the public key was used as a shared secret', async () => {
    const [key] = issuer.jwks.keys;
    const forged = await new SignJWT({}).setProtectedHeader({ alg: 'HS256', kid: key?.kid }).setSubject('s').setIssuer(WHOSE.issuer)
      .setAudience(WHOSE.audience).setExpirationTime('1 minute').sign(Buffer.from(String(key?.x), 'base64url'));
    await expect(as(forged)).rejects.toEqual(refused());
  });

  it('must have an end', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const keys = { keys: [{ ...await exportJWK(publicKey), alg: 'EdDSA' }] };
    const endless = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA' }).setSubject('s').setIssuer(WHOSE.issuer).setAudience(WHOSE.audience).sign(privateKey);
    await expect(createTokenVerifier({ ...WHOSE, keys }, new Map())({ authorization: `Bearer ${endless}` }, 'en')).rejects.toEqual(refused());
  });

  it('is held by keys behind an address, and is not blamed when that address fails', async () => {
    let up = true;
    const served = await serve((_request, response) => {
      if (up) response.setHeader('content-type', 'application/json').end(JSON.stringify(issuer.jwks));
      else response.writeHead(500).end();
    });
    try {
      const token = `Bearer ${await issuer.mint(someone)}`;
      const fresh = () => createTokenVerifier({ ...WHOSE, keys: new URL(served.url) }, new Map())({ authorization: token }, 'en');
      expect(await fresh()).toMatchObject({ subject: 's' });
      up = false;
      await expect(fresh()).rejects.toEqual(refused('DOWNSTREAM_SERVICE_ERROR', 503));
    } finally {
      await served.close();
    }
    const nowhere = createTokenVerifier({ ...WHOSE, keys: new URL(served.url) }, new Map());
    await expect(nowhere({ authorization: `Bearer ${await issuer.mint(someone)}` }, 'en')).rejects.toEqual(refused('DOWNSTREAM_SERVICE_ERROR', 503));
  });
});

describe('the assertion of a house', () => {
  it('makes it a service of its own sector', async () => {
    expect(await as(await regulation.assert(), { 'x-wasq-purpose': 'opening' })).toEqual({
      subject: 'house:regulation', organisation: 'regulation', roles: ['service'], scopes: SCOPES_OF_ROLE.service, purpose: 'opening',
    });
  });

  it('is refused when another house signed it', async () => {
    const [, payload] = (await regulation.assert()).split('.');
    const [header, , signature] = (await insurers.assert()).split('.');
    await expect(as(`${header}.${payload}.${signature}`)).rejects.toEqual(refused());
  });

  it('is refused for another audience, when it has expired, and from a house that is not there', async () => {
    const stranger = await tinyHouse({ name: 'stranger', ...TINY }, (await createEnvelopeSigner()).jwks);
    for (const token of [regulation.assert({ audience: 'wasq-test' }), regulation.assert({ ttl: -60 }), stranger.assert()]) {
      await expect(as(await token)).rejects.toEqual(refused());
    }
  });
});

describe('the embedded issuer', () => {
  it('keeps its key, so that a token outlives a restart', async () => {
    const token = await issuer.mint(someone);
    const again = await createIssuer({ dataDir, ...WHOSE });
    expect(again.jwks).toEqual(issuer.jwks);
    expect(await createTokenVerifier({ ...WHOSE, keys: again.jwks }, new Map())({ authorization: `Bearer ${token}` }, 'en')).toMatchObject({ subject: 's' });
  });

  it('makes one key when two start at once, and publishes only its public half', async () => {
    const fresh = `${dataDir}/fresh`;
    const [left, right] = await Promise.all([createIssuer({ dataDir: fresh, ...WHOSE }), createIssuer({ dataDir: fresh, ...WHOSE })]);
    expect(left.jwks).toEqual(right.jwks);
    expect(JSON.stringify(left.jwks)).not.toContain('"d"');
  });

  it('does not exist in production', async () => {
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    try {
      await expect(createIssuer({ dataDir, ...WHOSE })).rejects.toThrow('JWKS_URL');
    } finally {
      process.env.NODE_ENV = before;
    }
  });
});
