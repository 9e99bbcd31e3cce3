import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { conflict } from '../../../kit/refusal.ts';
import type { PaymentState } from '../../domain/billing/payment-life.ts';
import type { RowSight } from '../../domain/policy-sight.ts';
import { groupByParent } from '../group-by-parent.ts';
import { sightParameters } from '../row-sight.ts';
import { billingVisible } from './invoice-pages.ts';

export interface PaymentRow {
  readonly id: string;
  readonly insurerId: string;
  /** Null while nobody knows who paid. */
  readonly associationId: string | null;
  readonly channel: string;
  readonly reference: string;
  readonly channelReference: string | null;
  readonly state: PaymentState;
  readonly version: number;
  /** Halalas. */
  readonly amount: bigint;
  readonly matched: bigint;
  readonly initiatedAt: Date;
  readonly confirmedAt: Date | null;
  /** When its money was placed, on invoices or in suspense. */
  readonly matchedAt: Date | null;
}

type Stored = Omit<PaymentRow, 'amount' | 'matched'> & { readonly amount: string; readonly matched: string };

const COLUMNS = `p.id, p.insurer_id AS "insurerId", p.association_id AS "associationId", p.channel, p.reference, p.channel_reference AS "channelReference", p.state,
  p.version, p.amount, p.matched, p.initiated_at AS "initiatedAt", p.confirmed_at AS "confirmedAt", p.matched_at AS "matchedAt"`;

function paymentOf<Row extends Stored>(stored: Row): Omit<Row, 'amount' | 'matched'> & { readonly amount: bigint; readonly matched: bigint } {
  return { ...stored, amount: BigInt(stored.amount), matched: BigInt(stored.matched) };
}

export async function visiblePayments(manager: EntityManager, sight: RowSight, ids: readonly string[]): Promise<PaymentRow[]> {
  const rows = await manager.query<Stored[]>(`SELECT ${COLUMNS} FROM payment p WHERE ${billingVisible('p')} AND p.id = ANY($5::uuid[])`, [...sightParameters(sight), ids]);
  return rows.map(paymentOf);
}

/** A page of each association's or insurer's payments, newest first. */
export async function pagesOfPayments(
  manager: EntityManager, sight: RowSight, of: 'association_id' | 'insurer_id', ids: readonly string[], { first, after }: PageRequest,
): Promise<PaymentRow[][]> {
  const rows = await manager.query<(Stored & { parent: string })[]>(
    `SELECT a.id AS parent, x.* FROM unnest($5::uuid[]) AS a (id)
     CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM payment p WHERE ${billingVisible('p')} AND p.${of} = a.id AND ($6::timestamptz IS NULL OR (p.initiated_at, p.id) < ($6, $7::uuid))
       ORDER BY p.initiated_at DESC, p.id DESC LIMIT $8
     ) x`,
    [...sightParameters(sight), ids, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(ids, rows.map(paymentOf), ({ parent }) => parent);
}

/** The payment, held until the transaction ends. */
export async function lockPayment(tx: EntityManager, id: string): Promise<PaymentRow | null> {
  const rows = await tx.query<Stored[]>(`SELECT ${COLUMNS} FROM payment p WHERE p.id = $1 FOR UPDATE`, [id]);
  return rows[0] === undefined ? null : paymentOf(rows[0]);
}

/** What a channel tells of money that arrived. */
export interface Arrival {
  readonly insurerId: string;
  readonly channel: string;
  readonly channelReference: string;
  readonly reference: string;
  readonly amount: bigint;
}

/**
 * The payment an arrival is of: the one that has its number already, or the oldest that somebody announced with this
 * reference and amount and that has no number yet. Arrivals at one insurer take turns until the transaction ends.
 */
export async function lockPaymentOfArrival(tx: EntityManager, { insurerId, channel, channelReference, reference, amount }: Arrival): Promise<PaymentRow | null> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('arrivals ' || $1, 0))`, [insurerId]);
  const known = await tx.query<Stored[]>(
    `SELECT ${COLUMNS} FROM payment p WHERE p.insurer_id = $1 AND p.channel = $2 AND p.channel_reference = $3 FOR UPDATE`, [insurerId, channel, channelReference],
  );
  if (known[0] !== undefined) return paymentOf(known[0]);
  const announced = await tx.query<Stored[]>(
    `SELECT ${COLUMNS} FROM payment p WHERE p.insurer_id = $1 AND p.reference = $2 AND p.channel = $3 AND p.amount = $4 AND p.channel_reference IS NULL
       AND p.state IN ('INITIATED', 'AUTHORISED') ORDER BY p.initiated_at, p.id LIMIT 1 FOR UPDATE`,
    [insurerId, reference, channel, amount.toString()],
  );
  return announced[0] === undefined ? null : paymentOf(announced[0]);
}

export async function insertPayment(tx: EntityManager, payment: Omit<PaymentRow, 'version' | 'matched' | 'matchedAt'>): Promise<void> {
  await tx.query(
    `INSERT INTO payment (id, insurer_id, association_id, channel, reference, channel_reference, state, version, amount, matched, initiated_at, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, 0, $9, $10)`,
    [
      payment.id, payment.insurerId, payment.associationId, payment.channel, payment.reference, payment.channelReference, payment.state,
      payment.amount.toString(), payment.initiatedAt, payment.confirmedAt,
    ],
  );
}

/** How a payment moves. What is left out stays as it is. */
export interface PaymentMove {
  readonly to: PaymentState;
  readonly channelReference?: string | null;
  readonly confirmedAt?: Date;
  readonly associationId?: string;
  /** Halalas matched now. */
  readonly matched?: bigint;
  readonly matchedAt?: Date;
}

/** @throws Refused CONFLICT when somebody else moved it first. */
export async function movePayment(tx: EntityManager, payment: Pick<PaymentRow, 'id' | 'version' | 'state'>, move: PaymentMove): Promise<void> {
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE payment SET state = $4, version = version + 1, channel_reference = coalesce($5, channel_reference), confirmed_at = coalesce($6, confirmed_at),
       association_id = coalesce($7, association_id), matched = matched + $8, matched_at = coalesce($9, matched_at)
     WHERE id = $1 AND version = $2 AND state = $3`,
    [
      payment.id, payment.version, payment.state, move.to, move.channelReference ?? null, move.confirmedAt ?? null, move.associationId ?? null,
      (move.matched ?? 0n).toString(), move.matchedAt ?? null,
    ],
  );
  if (moved === 1) return;
  const now = await lockPayment(tx, payment.id);
  throw conflict(now?.state ?? 'UNKNOWN');
}

export interface AllocationRow {
  readonly paymentId: string;
  readonly invoiceId: string;
  /** Halalas. */
  readonly amount: bigint;
  readonly at: Date;
}

export async function insertAllocation(tx: EntityManager, { paymentId, invoiceId, amount, at }: AllocationRow): Promise<void> {
  await tx.query(
    `INSERT INTO payment_allocation AS had (payment_id, invoice_id, amount, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (payment_id, invoice_id) DO UPDATE SET amount = had.amount + excluded.amount`,
    [paymentId, invoiceId, amount.toString(), at],
  );
}

export async function allocationsOf(manager: EntityManager, of: 'payment_id' | 'invoice_id', ids: readonly string[]): Promise<AllocationRow[]> {
  const rows = await manager.query<(Omit<AllocationRow, 'amount'> & { readonly amount: string })[]>(
    `SELECT payment_id AS "paymentId", invoice_id AS "invoiceId", amount, at FROM payment_allocation WHERE ${of} = ANY($1::uuid[]) ORDER BY at, payment_id, invoice_id`, [ids],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** Whether every payment of an invoice is settled. */
export async function isAllSettled(tx: EntityManager, invoiceId: string): Promise<boolean> {
  const open = await tx.query<unknown[]>(
    `SELECT 1 FROM payment_allocation a JOIN payment p ON p.id = a.payment_id WHERE a.invoice_id = $1 AND p.state <> 'SETTLED' LIMIT 1`, [invoiceId],
  );
  return open.length === 0;
}
