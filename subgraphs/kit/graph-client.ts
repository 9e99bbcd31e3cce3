import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { SignJWT, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { CryptoKey, JWK, JSONWebKeySet } from 'jose';
import { GRAPH_AUDIENCE, HOUSE_ISSUER_PREFIX, ON_BEHALF_CLAIM, PURPOSE_HEADER, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import type { SendToGraph } from './house.ts';
import { actingFor } from './on-behalf.ts';
import { SourceUnavailableError } from './source-unavailable.ts';

export interface AskOptions {
  /** Follows the operation through the logs of every house it touches. */
  readonly requestId?: string;
  /** Why personal data is read; written to the audit trail of the house that gives it. */
  readonly purpose?: string;
}

/** How a house asks and tells: through the graph alone, as the service of its sector. */
export interface GraphClient {
  /**
   * Sends a query or a mutation and answers its data, whole or not at all.
   * @throws SourceUnavailableError when the graph does not answer, or answers with errors.
   */
  ask<Data>(document: string, variables: Readonly<Record<string, unknown>>, options?: AskOptions): Promise<Data>;
}

/** The key that signs a house's requests to the graph, and its public half. */
export interface HouseKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwks: JSONWebKeySet;
}

/** From HOUSE_SIGNING_KEY (a private Ed25519 JWK) when replicas share it; otherwise a new one for this process. */
export async function createHouseKey(jwk?: JWK): Promise<HouseKey> {
  if (jwk !== undefined) return keyOf((await importJWK(jwk, 'EdDSA')) as CryptoKey, jwk);
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  return keyOf(pair.privateKey, await exportJWK(pair.publicKey));
}

/** Named by its own thumbprint unless it has a name, so that replicas with one key publish it under one name. */
async function keyOf(privateKey: CryptoKey, jwk: JWK): Promise<HouseKey> {
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x: jwk.x };
  const kid = jwk.kid ?? (await calculateJwkThumbprint(publicJwk));
  return { kid, privateKey, jwks: { keys: [{ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }] } };
}

const ASSERTION_SECONDS = 60;

/** Callers whose assertions are kept for their next ask. */
const MOST_KEPT = 1_000;

/** `send` is HTTP when the house runs alone, and the gateway itself when it lives in the same process. */
export function createGraphClient(house: string, key: HouseKey, send: SendToGraph): GraphClient {
  const assertions = new Map<string | null, { readonly token: string; readonly renewAt: number }>();
  const token = async (): Promise<string> => {
    const now = Date.now();
    const cause = actingFor();
    let assertion = assertions.get(cause);
    if (assertion === undefined || assertion.renewAt < now) {
      const signed = await new SignJWT(cause === null ? {} : { [ON_BEHALF_CLAIM]: cause })
        .setProtectedHeader({ alg: 'EdDSA', kid: key.kid })
        .setIssuer(`${HOUSE_ISSUER_PREFIX}${house}`)
        .setAudience(GRAPH_AUDIENCE)
        .setSubject(`house:${house}`)
        .setIssuedAt()
        .setExpirationTime(`${ASSERTION_SECONDS}s`)
        .sign(key.privateKey);
      assertion = { token: signed, renewAt: now + (ASSERTION_SECONDS / 2) * 1_000 };
      if (assertions.size >= MOST_KEPT) assertions.clear();
      assertions.set(cause, assertion);
    }
    return assertion.token;
  };
  return {
    async ask<Data>(document: string, variables: Readonly<Record<string, unknown>>, options: AskOptions = {}): Promise<Data> {
      const headers: Record<string, string> = {
        authorization: `Bearer ${await token()}`,
        [REQUEST_ID_HEADER]: options.requestId ?? randomUUID(),
        ...(options.purpose === undefined ? {} : { [PURPOSE_HEADER]: options.purpose }),
      };
      let result: ExecutionResult;
      try {
        result = await send({ query: document, variables }, headers);
      } catch (error) {
        throw new SourceUnavailableError('graph', error instanceof Error ? error.name : 'no answer');
      }
      if (result.errors !== undefined && result.errors.length > 0) throw new SourceUnavailableError('graph', codesOf(result));
      if (result.data == null) throw new SourceUnavailableError('graph', 'an answer without data');
      return result.data as Data;
    },
  };
}

/** Codes and paths only: messages of others may hold what must not be logged. */
function codesOf(result: ExecutionResult): string {
  return (result.errors ?? [])
    .map((error) => `${String(error.extensions?.code ?? 'no code')} at ${(error.path ?? []).join('.')}`)
    .join('; ');
}
