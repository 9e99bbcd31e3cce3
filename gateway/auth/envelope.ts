import { createHmac, hkdfSync } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JSONWebKeySet, JWK, JWTPayload } from 'jose';
import { ENVELOPE_ISSUER } from '../../schema/contracts/identity.ts';
import type { Envelope } from '../../schema/contracts/identity.ts';

export interface EnvelopeSigner {
  /** The envelope for one subgraph: an EdDSA JWT whose claims are the Envelope. */
  seal(envelope: Envelope, subgraph: string): Promise<string>;
  /** Any claims under the gateway's key, stale and misdirected ones too: for trying a subgraph before it is admitted, and for nothing else. */
  sign(claims: JWTPayload): Promise<string>;
  /**
   * The envelope for one call and no other: `digest` is the base64url SHA-256 of its body. For subgraphs that are not
   * ours, which could otherwise use what they were sent for calls of their own.
   */
  sealCall(envelope: Envelope, subgraph: string, digest: string): Promise<string>;
  /** A name by which one outsider knows somebody again, and no two outsiders the same person. The same on every replica. */
  pseudonym(outsider: string, name: string): string;
  /** Public keys by which a house knows the gateway; published at /.well-known/jwks.json. */
  readonly jwks: JSONWebKeySet;
}

/** Short, so that a withdrawn right ends soon, and still far longer than any clock or queue between two processes. */
const LIFE_SECONDS = 60;

/** A sealed envelope is used again this long: it always has most of its life left when it is sent. */
const REUSE_MILLISECONDS = 10_000;

const MOST_KEPT = 10_000;

/** `signingKey` is a private Ed25519 JWK, the same on every replica; without one, a key is made for this process alone. */
export async function createEnvelopeSigner(signingKey?: JWK): Promise<EnvelopeSigner> {
  const jwk = signingKey ?? await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey);
  const key = await importJWK(jwk, 'EdDSA');
  const kid = await calculateJwkThumbprint(jwk);
  const kept = new Map<string, { readonly sealed: Promise<string>; readonly until: number }>();

  const secret = Buffer.from(hkdfSync('sha256', Buffer.from(jwk.d ?? '', 'base64url'), '', 'wasq pseudonyms', 32));

  function sign({ principal, locale, mode }: Envelope, subgraph: string, more: { readonly digest?: string } = {}): Promise<string> {
    return new SignJWT({ principal, locale, mode, ...more })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
      .setIssuer(ENVELOPE_ISSUER)
      .setAudience(subgraph)
      .setIssuedAt()
      .setExpirationTime(`${LIFE_SECONDS} seconds`)
      .sign(key);
  }

  return {
    sign: (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' }).sign(key),
    jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid, alg: 'EdDSA', use: 'sig' }] },
    sealCall: (envelope, subgraph, digest) => sign(envelope, subgraph, { digest }),
    pseudonym: (outsider, name) => createHmac('sha256', secret).update(JSON.stringify([outsider, name])).digest('base64url').slice(0, 22),
    seal(envelope, subgraph) {
      const { subject, organisation, roles, scopes, purpose, onBehalfOf } = envelope.principal;
      const id = JSON.stringify([subgraph, envelope.mode, envelope.locale, subject, organisation, roles, scopes, purpose, onBehalfOf]);
      const now = Date.now();
      const found = kept.get(id);
      if (found && found.until > now) return found.sealed;
      // Insertion order is age order here, so the first key is the oldest.
      kept.delete(id);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      const sealed = sign(envelope, subgraph);
      kept.set(id, { sealed, until: now + REUSE_MILLISECONDS });
      return sealed;
    },
  };
}
