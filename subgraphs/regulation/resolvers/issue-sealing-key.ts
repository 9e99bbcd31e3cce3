import { exportJWK, generateKeyPair } from 'jose';
import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { findSealingKey, insertSealingKey } from '../store/sealing-keys.ts';
import { needService } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Makes a tender's key pair, once: a second telling is answered with the key that is there. */
export const issueSealingKey: MutationResolvers['issueSealingKey'] = async (_parent, { input }, context) => {
  const { principal, database, cipher, now } = context;
  const { tenderId } = input;
  const { answer, problems } = await runCommand(context, 'issueSealingKey', input, {
    gather: async () => {
      needService(principal);
      return (await findSealingKey(database.manager, tenderId)) === null ? makePair() : null;
    },
    decide: async (tx, pair) => {
      if (pair === null) return { tenderId };
      const { kid, publicKey, privateKey } = pair;
      const issued = await insertSealingKey(tx.manager, {
        tenderId, kid, publicKey, sealedPrivateKey: cipher.seal(privateKey), issuedAt: now(), releasedAt: null, requestedBy: null, witnessedBy: null,
      });
      if (issued) tx.audit({ entity: 'SealingKey', entityId: tenderId, action: 'ISSUE', from: null, to: 'SEALED' });
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
};

/** Both halves as JWK text. The private one exists in the clear only until it is encrypted for the table. */
async function makePair(): Promise<{ readonly kid: string; readonly publicKey: string; readonly privateKey: string }> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const kid = newId();
  const marks = { kid, alg: 'ECDH-ES', use: 'enc' };
  return {
    kid,
    publicKey: JSON.stringify({ ...(await exportJWK(pair.publicKey)), ...marks }),
    privateKey: JSON.stringify({ ...(await exportJWK(pair.privateKey)), ...marks }),
  };
}
