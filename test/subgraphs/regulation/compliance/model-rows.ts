import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** Puts a row into a table of the read model, as a feed would have. */
async function put(database: DataSource, table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
  const names = Object.keys(row);
  await database.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, at) => `$${at + 1}`).join(', ')})`, Object.values(row));
}

export async function putAssociation(database: DataSource, region = 'RIYADH'): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_association', { id, region, bank_state: null, bank_asked_at: null });
  return id;
}

export async function putPolicy(database: DataSource, associationId: string, insurerId: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_policy', {
    id, insurer_id: insurerId, association_id: associationId, state: 'ACTIVE', inception_date: '2026-01-01', expiry_date: '2026-12-31', ended_on: null,
    suspended: '{}', issued_at: '2025-12-20T09:00:00Z', ...more,
  });
  return id;
}

export async function putPreAuthorization(database: DataSource, asked: { readonly insurerId: string; readonly associationId: string }, more: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_pre_authorization', {
    id, insurer_id: asked.insurerId, association_id: asked.associationId, requested: true, state: 'SUBMITTED', deemed: false, asked_at: '2026-02-27T09:00:00Z', decided_at: null, ...more,
  });
  return id;
}

/** An employee unless told otherwise. */
export async function putLife(database: DataSource, associationId: string, more: Record<string, unknown> = {}): Promise<string> {
  const id = typeof more['id'] === 'string' ? more['id'] : randomUUID();
  await put(database, 'compliance_life', {
    id, person_id: randomUUID(), association_id: associationId, employee_id: id, relationship: 'SELF', birth_date: '1990-05-05', sex: 'FEMALE', citizen: true,
    marital_status: null, works: null, policy_class: 'B', region: 'RIYADH', employment_start: '2020-01-01', cover_from: '2026-01-01', left_on: null, ...more,
  });
  return id;
}

export async function putCover(
  database: DataSource, cover: { readonly lifeId: string; readonly policyId: string; readonly associationId: string; readonly insurerId: string }, more: Record<string, unknown> = {},
): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_cover', {
    coverage_id: id, effective_from: '2026-01-01', recorded_from: '2025-12-21T09:00:00Z', insurer_id: cover.insurerId, policy_id: cover.policyId,
    association_id: cover.associationId, life_id: cover.lifeId, effective_to: null, recorded_to: null, policy_class: 'B', annual_premium: 300_000,
    maintenance_type: 'ADD', accepted_at: '2025-12-21T09:00:00Z', ...more,
  });
  return id;
}

export async function putBatch(database: DataSource, batch: { readonly associationId: string; readonly insurerId: string; readonly policyId: string }, more: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_batch', {
    id, association_id: batch.associationId, insurer_id: batch.insurerId, policy_id: batch.policyId, state: 'SUBMITTED', line_count: 3,
    created_at: '2026-02-01T09:00:00Z', submitted_at: null, answered_at: null, applied_at: null, settled_at: null, ...more,
  });
  return id;
}

/** 3,000 riyals and 15 percent, issued on 1 March, unless told otherwise. */
export async function putInvoice(database: DataSource, invoice: { readonly associationId: string; readonly insurerId: string; readonly policyId: string }, more: Record<string, unknown> = {}): Promise<string> {
  const id = randomUUID();
  await put(database, 'compliance_invoice', {
    id, association_id: invoice.associationId, insurer_id: invoice.insurerId, policy_id: invoice.policyId, amount: 300_000, vat: 45_000, paid: 0, state: 'ISSUED',
    issued_on: '2026-03-01', due_date: '2026-03-16', settled_on: null, ...more,
  });
  return id;
}
