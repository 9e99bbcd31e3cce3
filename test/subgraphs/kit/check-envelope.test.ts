import { beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, createLocalJWKSet, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey } from 'jose';
import { ENVELOPE_ISSUER } from '../../../schema/contracts/identity.ts';
import { EnvelopeRefused, createEnvelopeCheck } from '../../../subgraphs/kit/check-envelope.ts';
import { principal } from './kit-database.ts';

const KID = 'gateway';
const CLAIMS = { principal: principal({ roles: ['council'], scopes: ['a:b'] }), locale: 'ar', mode: 'SANDBOX' };

let key: CryptoKey;
let check: ReturnType<typeof createEnvelopeCheck>;

beforeAll(async () => {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  key = pair.privateKey;
  check = createEnvelopeCheck('things', 'SANDBOX', createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: KID, alg: 'EdDSA' }] }));
});

interface Signing { readonly claims?: Record<string, unknown>; readonly audience?: string; readonly issuer?: string; readonly expires?: number | null; readonly by?: CryptoKey }

function sign({ claims = CLAIMS, audience = 'things', issuer = ENVELOPE_ISSUER, expires = 60, by = key }: Signing = {}): Promise<string> {
  const token = new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: KID }).setAudience(audience).setIssuer(issuer).setIssuedAt();
  if (expires !== null) token.setExpirationTime(Math.floor(Date.now() / 1_000) + expires);
  return token.sign(by);
}

async function reasonFor(token: string | undefined): Promise<string> {
  const error = await check(token).then(() => null, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(EnvelopeRefused);
  return (error as Error).message;
}

describe('createEnvelopeCheck', () => {
  it('opens what the gateway signed for this house, each time', async () => {
    const token = await sign();
    expect(await check(token)).toEqual(CLAIMS);
    expect(await check(token)).toEqual(CLAIMS);
  });

  it('refuses a call without one', async () => {
    expect(await reasonFor(undefined)).toBe('missing');
    expect(await reasonFor('')).toBe('missing');
    expect(await reasonFor('nonsense')).toBe('ERR_JWS_INVALID');
  });

  it('refuses one that another key signed under the same name', async () => {
    const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    expect(await reasonFor(await sign({ by: privateKey }))).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
  });

  it('refuses one nobody signed', async () => {
    const token = new UnsecuredJWT(CLAIMS).setAudience('things').setIssuer(ENVELOPE_ISSUER).setExpirationTime('60s').encode();
    expect(await reasonFor(token)).toMatch(/^ERR_/);
  });

  it('refuses one whose claims were changed', async () => {
    const [head, body = '', signature] = (await sign()).split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as typeof CLAIMS;
    const changed = { ...claims, principal: { ...claims.principal, organisation: 'org-2' } };
    const forged = [head, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.');
    expect(await reasonFor(forged)).toBe('ERR_JWS_SIGNATURE_VERIFICATION_FAILED');
  });

  it('refuses one that is past its time, and one that has none', async () => {
    expect(await reasonFor(await sign({ expires: -1 }))).toBe('ERR_JWT_EXPIRED');
    expect(await reasonFor(await sign({ expires: null }))).toBe('ERR_JWT_CLAIM_VALIDATION_FAILED');
  });

  it('refuses one for another house or of another issuer', async () => {
    expect(await reasonFor(await sign({ audience: 'words' }))).toBe('ERR_JWT_CLAIM_VALIDATION_FAILED');
    expect(await reasonFor(await sign({ issuer: 'wasq:house:things' }))).toBe('ERR_JWT_CLAIM_VALIDATION_FAILED');
  });

  it('refuses one of another mode', async () => {
    expect(await reasonFor(await sign({ claims: { ...CLAIMS, mode: 'LIVE' } }))).toBe('a call of mode LIVE to a house of mode SANDBOX');
  });

  it.each([
    ['without a principal', { locale: 'ar', mode: 'SANDBOX' }],
    ['with an unknown role', { ...CLAIMS, principal: { ...CLAIMS.principal, roles: ['king'] } }],
    ['with an unknown language', { ...CLAIMS, locale: 'fr' }],
  ])('refuses one %s, without saying what was in it', async (_what, claims) => {
    expect(await reasonFor(await sign({ claims }))).toBe('claims of another shape');
  });

  it('does not keep one longer than it is valid', async () => {
    const token = await sign({ expires: 1 });
    expect(await check(token)).toEqual(CLAIMS);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await reasonFor(token)).toBe('ERR_JWT_EXPIRED');
  });
});
