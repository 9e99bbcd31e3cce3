import { describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, exportJWK, generateKeyPair, jwtVerify } from 'jose';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { ANONYMOUS, ENVELOPE_ISSUER } from '../../../schema/contracts/identity.ts';
import type { Envelope } from '../../../schema/contracts/identity.ts';

const ENVELOPE: Envelope = { principal: { ...ANONYMOUS, subject: 's', roles: ['council'] }, locale: 'ar', mode: 'PILOT' };

describe('the identity envelope', () => {
  it('is for one subgraph, for a minute at most, and holds by the published keys', async () => {
    const signer = await createEnvelopeSigner();
    const { payload } = await jwtVerify(await signer.seal(ENVELOPE, 'regulation'), createLocalJWKSet(signer.jwks), {
      issuer: ENVELOPE_ISSUER, audience: 'regulation', algorithms: ['EdDSA'],
    });
    expect(payload).toMatchObject(ENVELOPE);
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(60);
    await expect(jwtVerify(await signer.seal(ENVELOPE, 'insurers'), createLocalJWKSet(signer.jwks), { audience: 'regulation' })).rejects.toThrow();
  });

  it('is signed once for the same caller, and never given to another', async () => {
    const signer = await createEnvelopeSigner();
    const seal = (principal: Partial<Envelope['principal']>, more: Partial<Envelope> = {}, subgraph = 'regulation') =>
      signer.seal({ ...ENVELOPE, ...more, principal: { ...ENVELOPE.principal, ...principal } }, subgraph);
    expect(await seal({})).toBe(await seal({}));
    const others = await Promise.all([
      seal({ subject: 't' }), seal({ organisation: 'o' }), seal({ roles: [] }), seal({ scopes: ['a b'] }), seal({ scopes: ['a', 'b'] }),
      seal({ purpose: 'p' }), seal({ onBehalfOf: 'x (y)' }), seal({}, { locale: 'en' }), seal({}, { mode: 'LIVE' }), seal({}, {}, 'insurers'),
    ]);
    expect(new Set([await seal({}), ...others]).size).toBe(others.length + 1);
    expect(decodeJwt(others[0] ?? '').principal).toMatchObject({ subject: 't' });
  });

  it('uses the key it is given, and publishes only its public half', async () => {
    const key = await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey);
    const [left, right] = await Promise.all([createEnvelopeSigner(key), createEnvelopeSigner(key)]);
    expect(left.jwks).toEqual(right.jwks);
    expect(left.jwks.keys[0]).not.toHaveProperty('d');
  });
});
