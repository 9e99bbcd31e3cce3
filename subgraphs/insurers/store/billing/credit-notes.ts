import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { conflict } from '../../../kit/refusal.ts';
import type { BilledLine } from '../../domain/billing/billing-lines.ts';
import type { CreditNoteState } from '../../domain/billing/credit-note-life.ts';
import type { RowSight } from '../../domain/policy-sight.ts';
import { groupByParent } from '../group-by-parent.ts';
import { sightParameters } from '../row-sight.ts';
import { billingVisible } from './invoice-pages.ts';
import { insertLines } from './invoices.ts';

/** A credit note without its lines; halalas, net and VAT below zero. */
export interface CreditNoteRow {
  readonly id: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly associationId: string;
  /** What gave it: an endorsement, or the invoice it takes back. */
  readonly endorsementId: string | null;
  readonly invoiceId: string | null;
  readonly creditNoteNumber: string;
  readonly state: CreditNoteState;
  readonly version: number;
  readonly net: bigint;
  readonly vat: bigint;
  readonly applied: bigint;
  readonly refunded: bigint;
  readonly issuedOn: string;
  readonly issuedAt: Date;
}

type Amount = 'net' | 'vat' | 'applied' | 'refunded';
type Stored = Omit<CreditNoteRow, Amount> & Readonly<Record<Amount, string>>;

const COLUMNS = `n.id, n.insurer_id AS "insurerId", n.policy_id AS "policyId", n.association_id AS "associationId", n.endorsement_id AS "endorsementId",
  n.invoice_id AS "invoiceId", n.number AS "creditNoteNumber", n.state, n.version, n.net, n.vat, n.applied, n.refunded, n.issued_on::text AS "issuedOn",
  n.issued_at AS "issuedAt"`;

function creditNoteOf<Row extends Stored>(stored: Row): Omit<Row, Amount> & Readonly<Record<Amount, bigint>> {
  return { ...stored, net: BigInt(stored.net), vat: BigInt(stored.vat), applied: BigInt(stored.applied), refunded: BigInt(stored.refunded) };
}

/** What is neither taken off an invoice nor paid out, halalas. */
export function leftOf({ net, vat, applied, refunded }: Pick<CreditNoteRow, Amount>): bigint {
  return -(net + vat) - applied - refunded;
}

export async function visibleCreditNotes(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<CreditNoteRow[]> {
  const rows = await manager.query<Stored[]>(`SELECT ${COLUMNS} FROM credit_note n WHERE ${billingVisible('n')} AND n.id = ANY($5::uuid[])`, [...sightParameters(sight), ids]);
  return rows.map(creditNoteOf);
}

/** A page of each policy's credit notes, newest first. */
export async function pagesOfCreditNotes(manager: EntityManager, sight: RowSight, policyIds: readonly string[], { first, after }: PageRequest): Promise<CreditNoteRow[][]> {
  const rows = await manager.query<(Stored & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM credit_note n WHERE ${billingVisible('n')} AND n.policy_id = a.id AND ($6::timestamptz IS NULL OR (n.issued_at, n.id) < ($6, $7::uuid))
       ORDER BY n.issued_at DESC, n.id DESC LIMIT $8
     ) x`,
    [...sightParameters(sight), policyIds, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(policyIds, rows.map(creditNoteOf), ({ parent }) => parent);
}

/** The credit note, held until the transaction ends. */
export async function lockCreditNote(tx: EntityManager, id: string): Promise<CreditNoteRow | null> {
  const rows = await tx.query<Stored[]>(`SELECT ${COLUMNS} FROM credit_note n WHERE n.id = $1 FOR UPDATE`, [id]);
  return rows[0] === undefined ? null : creditNoteOf(rows[0]);
}

export async function insertCreditNote(tx: EntityManager, note: Omit<CreditNoteRow, 'version' | 'refunded'>, lines: readonly BilledLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO credit_note (id, insurer_id, policy_id, association_id, endorsement_id, invoice_id, number, state, version, net, vat, applied, refunded, issued_on, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9, $10, $11, 0, $12, $13)`,
    [
      note.id, note.insurerId, note.policyId, note.associationId, note.endorsementId, note.invoiceId, note.creditNoteNumber, note.state,
      note.net.toString(), note.vat.toString(), note.applied.toString(), note.issuedOn, note.issuedAt,
    ],
  );
  await insertLines(tx, note.id, lines);
}

/** @throws Refused CONFLICT when somebody else moved it first. */
export async function moveCreditNote(
  tx: EntityManager, note: Pick<CreditNoteRow, 'id' | 'version' | 'state'>, to: CreditNoteState, money: { readonly refunded?: bigint },
): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    'UPDATE credit_note SET state = $4, version = version + 1, refunded = refunded + $5 WHERE id = $1 AND version = $2 AND state = $3',
    [note.id, note.version, note.state, to, (money.refunded ?? 0n).toString()],
  );
  if (moved !== 1) throw conflict((await lockCreditNote(tx, note.id))?.state ?? 'UNKNOWN');
}

export async function insertApplications(tx: EntityManager, creditNoteId: string, taken: readonly { readonly invoiceId: string; readonly amount: bigint }[], at: Date): Promise<void> {
  await tx.query(
    'INSERT INTO credit_application (credit_note_id, invoice_id, amount, at) SELECT $1, t.invoice_id, t.amount, $2 FROM unnest($3::uuid[], $4::bigint[]) AS t (invoice_id, amount)',
    [creditNoteId, at, taken.map(({ invoiceId }) => invoiceId), taken.map(({ amount }) => amount.toString())],
  );
}
