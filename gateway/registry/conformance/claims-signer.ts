import { calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import type { JWK } from 'jose';
import type { ClaimsSigner } from './conformance-target.ts';

/** @param privateJwk an Ed25519 key; its public half is in the JWKS that the subgraph trusts, under its thumbprint. */
export async function createClaimsSigner(privateJwk: JWK): Promise<ClaimsSigner> {
  const key = await importJWK(privateJwk, 'EdDSA');
  const kid = await calculateJwkThumbprint(privateJwk);
  return { sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' }).sign(key) };
}
