import type { SealingKeyResolvers } from './types.generated.ts';

export const SealingKey: SealingKeyResolvers = {
  issuedAt: ({ issuedAt }) => issuedAt.toISOString(),
  releasedAt: ({ releasedAt }) => releasedAt?.toISOString() ?? null,
  privateKey: ({ releasedAt, sealedPrivateKey }, _args, { cipher }) => (releasedAt === null ? null : cipher.open(sealedPrivateKey)),
};
