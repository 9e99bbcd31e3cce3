import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT } from 'jose';
import type { JSONWebKeySet, JWK } from 'jose';
import { SCOPES_OF_ROLE } from '../../schema/contracts/identity.ts';
import type { Role } from '../../schema/contracts/identity.ts';

/** For whom a token is made. */
export interface TokenRequest {
  readonly subject: string;
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  /** Left out: the scopes of the roles. */
  readonly scopes?: readonly string[];
  /** Life in seconds. */
  readonly ttl: number;
}

export interface Issuer {
  mint(request: TokenRequest): Promise<string>;
  readonly jwks: JSONWebKeySet;
}

/**
 * The embedded default's own token issuer, whose key is kept in `dataDir` so that a token outlives a restart.
 * Throws in production: there, tokens come from an OIDC provider.
 */
export async function createIssuer(
  { dataDir, issuer, audience }: { readonly dataDir: string; readonly issuer: string; readonly audience: string },
): Promise<Issuer> {
  if (process.env.NODE_ENV === 'production') throw new Error('The embedded token issuer does not exist in production: set JWKS_URL.');
  const jwk = await keyIn(dataDir);
  const key = await importJWK(jwk, 'EdDSA');
  const kid = await calculateJwkThumbprint(jwk);
  const { d: _secret, ...open } = jwk;

  return {
    jwks: { keys: [{ ...open, kid, alg: 'EdDSA', use: 'sig' }] },
    mint({ subject, organisation, roles, scopes, ttl }) {
      const granted = scopes ?? [...new Set(roles.flatMap((role) => SCOPES_OF_ROLE[role]))];
      return new SignJWT({ org: organisation, roles, scope: granted.join(' ') })
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' })
        .setSubject(subject)
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${ttl} seconds`)
        .sign(key);
    },
  };
}

async function keyIn(dataDir: string): Promise<JWK> {
  const path = `${dataDir}/token-issuer.jwk.json`;
  const found = await read(path);
  if (found) return found;
  await mkdir(dataDir, { recursive: true });
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  // Linked into place whole: a process that starts at the same moment sees no half key, and both keep the first.
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  await link(draft, path).catch(ignoreCode('EEXIST'));
  await rm(draft);
  return await read(path) ?? keyIn(dataDir);
}

async function read(path: string): Promise<JWK | null> {
  const text = await readFile(path, 'utf8').catch(ignoreCode('ENOENT'));
  return text === undefined ? null : JSON.parse(text) as JWK;
}

function ignoreCode(code: string): (error: unknown) => undefined {
  return (error) => {
    if ((error as NodeJS.ErrnoException).code !== code) throw error;
  };
}
