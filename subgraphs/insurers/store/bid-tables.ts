import { EntitySchema } from 'typeorm';

export interface TenderRoundRecord { tender_id: string; amendment: number; opened_at: Date | null }

/** What this house knows of a tender: its last amendment, and when its bids were opened. */
export const tenderRoundTable = new EntitySchema<TenderRoundRecord>({
  name: 'tender_round',
  columns: {
    tender_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'tender_round_pkey' },
    amendment: { type: 'integer' },
    opened_at: { type: 'timestamptz', nullable: true },
  },
});

export interface BidRecord {
  id: string; insurer_id: string; tender_id: string; lot_id: string; state: string; version: number; commitment: string;
  amendment: number; sealed_at: Date; revealed_at: Date | null; commitment_held: boolean | null; reasons: unknown;
}

export const bidTable = new EntitySchema<BidRecord>({
  name: 'bid',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'bid_pkey' },
    insurer_id: { type: 'uuid' },
    tender_id: { type: 'uuid' },
    lot_id: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    commitment: { type: 'text' },
    amendment: { type: 'integer' },
    sealed_at: { type: 'timestamptz' },
    revealed_at: { type: 'timestamptz', nullable: true },
    commitment_held: { type: 'boolean', nullable: true },
    reasons: { type: 'jsonb' },
  },
  indices: [
    { name: 'bid_of_tender', columns: ['tender_id', 'sealed_at', 'id'] },
    { name: 'bid_of_insurer', columns: ['insurer_id', 'sealed_at', 'id'] },
    { name: 'bid_live', columns: ['insurer_id', 'tender_id', 'lot_id'], unique: true, where: `state NOT IN ('WITHDRAWN', 'INVALIDATED')` },
  ],
});

export interface BidEnvelopeRecord { bid_id: string; insurer_id: string; sealed_body: string }

/** Ciphertext alone. It stays after the opening, so that anyone may replay it. */
export const bidEnvelopeTable = new EntitySchema<BidEnvelopeRecord>({
  name: 'bid_envelope',
  columns: {
    bid_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'bid_envelope_pkey' },
    insurer_id: { type: 'uuid' },
    sealed_body: { type: 'text' },
  },
});

export interface BidBodyRecord { bid_id: string; insurer_id: string; body: unknown }

/** Opened bodies. Before a tender's opening it holds no row of it: that is what sealed means in this house. */
export const bidBodyTable = new EntitySchema<BidBodyRecord>({
  name: 'bid_body',
  columns: {
    bid_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'bid_body_pkey' },
    insurer_id: { type: 'uuid' },
    body: { type: 'jsonb' },
  },
});

export interface SealingRecord { insurer_id: string; tender_id: string; lot_id: string; bid_id: string; until: Date }

/** A seal in progress between the recording of its hash and the writing of the bid; for two officers at once. */
export const sealingTable = new EntitySchema<SealingRecord>({
  name: 'sealing',
  columns: {
    insurer_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'sealing_pkey' },
    tender_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'sealing_pkey' },
    lot_id: { type: 'text', primary: true, primaryKeyConstraintName: 'sealing_pkey' },
    bid_id: { type: 'uuid' },
    until: { type: 'timestamptz' },
  },
});
