import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import { openRegistry } from '../../../../gateway/registry/house.ts';
import { createLog } from '../../../../subgraphs/kit/log.ts';

/* A process of a test: takes up the checks of the registry at DATABASE_URL, says so, and never ends one. */

const { publicKey } = generateKeyPairSync('ed25519');
await openRegistry({
  databaseUrl: process.env['DATABASE_URL'] ?? '',
  mode: 'SANDBOX',
  fieldKey: Buffer.alloc(32, 7),
  gatewayKeys: createLocalJWKSet({ keys: [{ ...publicKey.export({ format: 'jwk' }), kty: 'OKP', alg: 'EdDSA' }] }),
  send: () => Promise.reject(new Error('nobody is asked here')),
  log: createLog('registry', 'silent'),
  addresses: { privateNetworks: true, plainHttp: true },
  admission: {
    check({ versionId }) {
      process.stdout.write(`checking ${versionId}\n`);
      return new Promise(() => undefined);
    },
    conform: () => new Promise(() => undefined),
  },
});
