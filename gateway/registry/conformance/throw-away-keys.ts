import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { createClaimsSigner } from './claims-signer.ts';
import type { ClaimsSigner } from './conformance-target.ts';

/** Keys in place of the gateway's, for a subgraph on a developer's machine. */
export interface ThrowAwayKeys {
  /** What the subgraph is told to trust. */
  readonly jwksUrl: string;
  readonly signer: ClaimsSigner;
  close(): Promise<void>;
}

/** Makes a key pair and serves its public half on the loopback address; nobody else can reach it, and it ends with the process. */
export async function serveThrowAwayKeys(port: number): Promise<ThrowAwayKeys> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(privateKey);
  const { kty, crv, x } = jwk;
  const jwks = JSON.stringify({ keys: [{ kty, crv, x, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' }] });
  const server = createServer((request, response) => {
    const known = request.url === '/.well-known/jwks.json';
    response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' }).end(known ? jwks : '{}');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    jwksUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`,
    signer: await createClaimsSigner(jwk),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
