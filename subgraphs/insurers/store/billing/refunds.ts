import type { EntityManager } from 'typeorm';

/** Money paid out; halalas. */
export interface NewRefund {
  readonly id: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly of: { readonly creditNoteId: string } | { readonly suspenseCaseId: string };
  readonly amount: bigint;
  /** Masked number of the account. */
  readonly account: string;
  readonly at: Date;
}

export async function insertRefund(tx: EntityManager, { id, insurerId, associationId, of, amount, account, at }: NewRefund): Promise<void> {
  await tx.query(
    'INSERT INTO refund (id, insurer_id, association_id, credit_note_id, suspense_case_id, amount, account, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, insurerId, associationId, 'creditNoteId' in of ? of.creditNoteId : null, 'suspenseCaseId' in of ? of.suspenseCaseId : null, amount.toString(), account, at],
  );
}
