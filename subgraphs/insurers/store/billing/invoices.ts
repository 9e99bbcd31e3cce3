import type { EntityManager } from 'typeorm';
import { conflict } from '../../../kit/refusal.ts';
import type { BilledLine } from '../../domain/billing/billing-lines.ts';
import type { InvoiceState } from '../../domain/billing/invoice-life.ts';

/** An invoice without its lines; halalas. */
export interface InvoiceRow {
  readonly id: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly associationId: string;
  /** Null for the invoice a policy began with. */
  readonly endorsementId: string | null;
  readonly invoiceNumber: string;
  readonly state: InvoiceState;
  readonly version: number;
  readonly net: bigint;
  readonly vat: bigint;
  readonly paid: bigint;
  readonly credited: bigint;
  readonly issuedOn: string;
  readonly dueDate: string;
  readonly settledOn: string | null;
  readonly issuedAt: Date;
}

type Amount = 'net' | 'vat' | 'paid' | 'credited';
export type StoredInvoice = Omit<InvoiceRow, Amount> & Readonly<Record<Amount, string>>;

export const INVOICE_COLUMNS = `i.id, i.insurer_id AS "insurerId", i.policy_id AS "policyId", i.association_id AS "associationId", i.endorsement_id AS "endorsementId",
  i.number AS "invoiceNumber", i.state, i.version, i.net, i.vat, i.paid, i.credited, i.issued_on::text AS "issuedOn", i.due_date::text AS "dueDate",
  i.settled_on::text AS "settledOn", i.issued_at AS "issuedAt"`;

export function invoiceOf<Stored extends StoredInvoice>(stored: Stored): Omit<Stored, Amount> & Readonly<Record<Amount, bigint>> {
  return { ...stored, net: BigInt(stored.net), vat: BigInt(stored.vat), paid: BigInt(stored.paid), credited: BigInt(stored.credited) };
}

/** What is still owed, halalas. Nothing of one that was cancelled: its credit note took it back. */
export function dueOf({ net, vat, paid, credited }: Pick<InvoiceRow, Amount>): bigint {
  return net + vat - paid - credited;
}

/** The invoice, held until the transaction ends so that no other money moves it. */
export async function lockInvoice(tx: EntityManager, id: string): Promise<InvoiceRow | null> {
  const rows = await tx.query<StoredInvoice[]>(`SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE i.id = $1 FOR UPDATE`, [id]);
  return rows[0] === undefined ? null : invoiceOf(rows[0]);
}

/** The insurer's invoice with this number, held alike. */
export async function lockInvoiceByNumber(tx: EntityManager, insurerId: string, number: string): Promise<InvoiceRow | null> {
  const rows = await tx.query<StoredInvoice[]>(`SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE i.insurer_id = $1 AND i.number = $2 FOR UPDATE`, [insurerId, number]);
  return rows[0] === undefined ? null : invoiceOf(rows[0]);
}

/** Invoices of a policy on which something is owed, the earliest day first, held alike. */
export async function lockOwedInvoices(tx: EntityManager, policyId: string): Promise<InvoiceRow[]> {
  const rows = await tx.query<StoredInvoice[]>(
    `SELECT ${INVOICE_COLUMNS} FROM invoice i WHERE i.policy_id = $1 AND i.settled_on IS NULL ORDER BY i.due_date, i.id FOR UPDATE`, [policyId],
  );
  return rows.map(invoiceOf);
}

export async function nextSerial(tx: EntityManager, sequence: 'invoice_serial' | 'credit_note_serial'): Promise<bigint> {
  const rows = await tx.query<{ serial: string }[]>('SELECT nextval($1::regclass) AS serial', [sequence]);
  return BigInt(rows[0]?.serial ?? 0);
}

export async function insertInvoice(tx: EntityManager, invoice: Omit<InvoiceRow, 'version' | 'paid' | 'credited' | 'settledOn'>, lines: readonly BilledLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO invoice (id, insurer_id, policy_id, association_id, endorsement_id, number, state, version, net, vat, paid, credited, issued_on, due_date, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $9, 0, 0, $10, $11, $12)`,
    [
      invoice.id, invoice.insurerId, invoice.policyId, invoice.associationId, invoice.endorsementId, invoice.invoiceNumber, invoice.state,
      invoice.net.toString(), invoice.vat.toString(), invoice.issuedOn, invoice.dueDate, invoice.issuedAt,
    ],
  );
  await insertLines(tx, invoice.id, lines);
}

export async function insertLines(tx: EntityManager, documentId: string, lines: readonly BilledLine[]): Promise<void> {
  await tx.query(
    `INSERT INTO billing_line (document_id, number, kind, policy_class, lives, net, vat)
     SELECT $1, * FROM unnest($2::int[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::bigint[])`,
    [
      documentId, lines.map(({ number }) => number), lines.map(({ kind }) => kind), lines.map(({ policyClass }) => policyClass), lines.map(({ lives }) => lives),
      lines.map(({ net }) => net.toString()), lines.map(({ vat }) => vat.toString()),
    ],
  );
}

export type StoredLine = Omit<BilledLine, 'net' | 'vat'> & { readonly documentId: string; readonly net: string; readonly vat: string };

export interface DocumentLine extends BilledLine {
  readonly documentId: string;
}

export async function linesOfDocuments(manager: EntityManager, ids: readonly string[]): Promise<DocumentLine[]> {
  const rows = await manager.query<StoredLine[]>(
    `SELECT document_id AS "documentId", number, kind, policy_class AS "policyClass", lives, net, vat FROM billing_line
     WHERE document_id = ANY($1::uuid[]) ORDER BY document_id, number`,
    [ids],
  );
  return rows.map((row) => ({ ...row, net: BigInt(row.net), vat: BigInt(row.vat) }));
}

/** How an invoice moves: its state, and what money was added to it. */
export interface InvoiceMove {
  readonly to: InvoiceState;
  readonly paid?: bigint;
  readonly credited?: bigint;
  /** Day from which nothing is owed; left as it is when left out. */
  readonly settledOn?: string;
}

/** @throws Refused CONFLICT when somebody else moved it first. */
export async function moveInvoice(tx: EntityManager, invoice: Pick<InvoiceRow, 'id' | 'version' | 'state'>, { to, paid = 0n, credited = 0n, settledOn }: InvoiceMove): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE invoice SET state = $4, version = version + 1, paid = paid + $5, credited = credited + $6, settled_on = coalesce($7::date, settled_on)
     WHERE id = $1 AND version = $2 AND state = $3`,
    [invoice.id, invoice.version, invoice.state, to, paid.toString(), credited.toString(), settledOn ?? null],
  );
  if (moved === 1) return;
  const now = await lockInvoice(tx, invoice.id);
  throw conflict(now?.state ?? 'UNKNOWN');
}
