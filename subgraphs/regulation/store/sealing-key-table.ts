import { EntitySchema } from 'typeorm';

/** The private half lies here encrypted by the house's field key; `releasedAt` is what makes it readable. */
export interface SealingKeyRow {
  readonly tenderId: string;
  readonly kid: string;
  /** JWK, JSON. */
  readonly publicKey: string;
  readonly sealedPrivateKey: Buffer;
  readonly issuedAt: Date;
  readonly releasedAt: Date | null;
  readonly requestedBy: string | null;
  readonly witnessedBy: string | null;
}

export const SEALING_KEY_TABLE = new EntitySchema<SealingKeyRow>({
  name: 'sealing_key',
  columns: {
    tenderId: { name: 'tender_id', type: 'text', primary: true, primaryKeyConstraintName: 'sealing_key_pkey' },
    kid: { type: 'uuid' },
    publicKey: { name: 'public_key', type: 'text' },
    sealedPrivateKey: { name: 'sealed_private_key', type: 'bytea' },
    issuedAt: { name: 'issued_at', type: 'timestamptz' },
    releasedAt: { name: 'released_at', type: 'timestamptz', nullable: true },
    requestedBy: { name: 'requested_by', type: 'text', nullable: true },
    witnessedBy: { name: 'witnessed_by', type: 'text', nullable: true },
  },
  uniques: [{ name: 'sealing_key_kid', columns: ['kid'] }],
});
