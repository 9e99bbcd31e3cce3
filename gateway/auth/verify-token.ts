import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload, JWTVerifyGetKey } from 'jose';
import {
  ANONYMOUS, GRAPH_AUDIENCE, HOUSE_ISSUER_PREFIX, ON_BEHALF_CLAIM, PURPOSE_HEADER, ROLES, SCOPES_OF_ROLE,
} from '../../schema/contracts/identity.ts';
import type { Locale, Principal, Role } from '../../schema/contracts/identity.ts';
import { refuse } from './refuse.ts';

/** Where public keys are: in hand, or behind a JWKS address. */
export type KeySource = JSONWebKeySet | URL;

/** Whose bearer tokens are believed. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
}

/** Lower-case header names. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>;

/**
 * Who is asking. No token at all is ANONYMOUS; a token that does not hold is UNAUTHENTICATED, and keys that
 * cannot be fetched are DOWNSTREAM_SERVICE_ERROR, because then nobody knows whether the token holds.
 */
export type VerifyToken = (headers: RequestHeaders, locale: Locale) => Promise<Principal>;

// Only signatures by a private key: with a shared secret, or with `none`, whoever can verify a token could make one.
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'PS256', 'RS256'];

const CLOCK_TOLERANCE_SECONDS = 5;

/** A house signs each request anew; one that lives longer than this was not made for one request. */
const ASSERTION_LIFE_SECONDS = 300;

const HOUSE_SCOPES: readonly string[] = SCOPES_OF_ROLE.service;

/** `tokens` are people's and partners' tokens; `houses` are the keys by which each house signs its own requests. */
export function createTokenVerifier(tokens: TokenRules, houses: ReadonlyMap<string, KeySource>): VerifyToken {
  const keys = keysOf(tokens.keys);
  const houseKeys = new Map([...houses].map(([name, source]) => [name, keysOf(source)]));

  async function principalOf(token: string, purpose: string | null): Promise<Principal> {
    const issuer = decodeJwt(token).iss ?? '';
    if (!issuer.startsWith(HOUSE_ISSUER_PREFIX)) {
      const { payload } = await jwtVerify(token, keys, {
        issuer: tokens.issuer,
        audience: tokens.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return personOf(payload, purpose);
    }
    const name = issuer.slice(HOUSE_ISSUER_PREFIX.length);
    const signedBy = houseKeys.get(name);
    if (!signedBy) throw new errors.JWTClaimValidationFailed('no such house', {}, 'iss', 'check_failed');
    const { payload } = await jwtVerify(token, signedBy, {
      issuer,
      audience: GRAPH_AUDIENCE,
      algorithms: ['EdDSA', 'Ed25519'],
      requiredClaims: ['exp', 'iat'],
      maxTokenAge: ASSERTION_LIFE_SECONDS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    });
    return houseOf(name, payload, purpose);
  }

  return async (headers, locale) => {
    const { authorization } = headers;
    if (authorization === undefined) return ANONYMOUS;
    const token = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
    const challenge = { 'www-authenticate': 'Bearer realm="wasq", error="invalid_token"' };
    if (token === undefined) throw refuse('UNAUTHENTICATED', locale, {}, 401, challenge);
    try {
      return await principalOf(token, headers[PURPOSE_HEADER]?.trim().slice(0, 200) || null);
    } catch (error) {
      if (!isFaultOfToken(error)) throw refuse('DOWNSTREAM_SERVICE_ERROR', locale, { service: 'token-keys' }, 503);
      throw refuse('UNAUTHENTICATED', locale, {}, 401, challenge);
    }
  };
}

function keysOf(source: KeySource): JWTVerifyGetKey {
  return source instanceof URL ? createRemoteJWKSet(source, { timeoutDuration: 3_000 }) : createLocalJWKSet(source);
}

// What jose throws while it fetches keys is either no JOSEError at all, a time-out, or the bare JOSEError.
function isFaultOfToken(error: unknown): boolean {
  return error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout) && error.code !== 'ERR_JOSE_GENERIC';
}

function personOf(payload: JWTPayload, purpose: string | null): Principal {
  const roles = listIn(payload.roles);
  return {
    subject: payload.sub ?? '',
    organisation: typeof payload.org === 'string' ? payload.org : null,
    // A house is known by its own signature alone: no outside issuer may make one.
    roles: ROLES.filter((role: Role) => role !== 'service' && roles.includes(role)),
    scopes: listIn(payload.scope ?? payload.scp).filter((scope) => scope !== 'house:tell'),
    purpose,
  };
}

function houseOf(name: string, payload: JWTPayload, purpose: string | null): Principal {
  const cause = payload[ON_BEHALF_CLAIM];
  return {
    subject: `house:${name}`,
    organisation: name,
    roles: ['service'],
    scopes: HOUSE_SCOPES,
    purpose: purpose ?? (typeof payload.purpose === 'string' ? payload.purpose : null),
    ...(typeof cause === 'string' ? { onBehalfOf: cause } : {}),
  };
}

function listIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((item) => typeof item === 'string') : [];
}
