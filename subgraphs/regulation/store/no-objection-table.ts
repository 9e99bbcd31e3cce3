import { EntitySchema } from 'typeorm';
import type { NoObjectionState } from '../domain/no-objection-life.ts';

/** What the regulator said, as the graph shows it; PENDING while it has said nothing. */
export type NoObjectionWord = Pick<NoObjectionRow, 'tenderId' | 'state' | 'note'> & { readonly saidBy: string | null; readonly saidAt: Date | null };

export function nothingSaid(tenderId: string): NoObjectionWord {
  return { tenderId, state: 'PENDING', note: null, saidBy: null, saidAt: null };
}

/** A tender without a row is PENDING: nobody has looked at it yet. */
export interface NoObjectionRow {
  readonly tenderId: string;
  readonly state: NoObjectionState;
  readonly note: string | null;
  readonly saidBy: string;
  readonly saidAt: Date;
  readonly version: number;
}

export const NO_OBJECTION_TABLE = new EntitySchema<NoObjectionRow>({
  name: 'no_objection',
  columns: {
    tenderId: { name: 'tender_id', type: 'text', primary: true, primaryKeyConstraintName: 'no_objection_pkey' },
    state: { type: 'text' },
    note: { type: 'text', nullable: true },
    saidBy: { name: 'said_by', type: 'text' },
    saidAt: { name: 'said_at', type: 'timestamptz' },
    version: { type: 'integer' },
  },
});
