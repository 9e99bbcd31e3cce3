import type { EntityManager } from 'typeorm';
import type { BatchFacts } from '../../domain/compliance/batch-facts.ts';
import type { InsurerFacts, PolicyFacts } from '../../domain/compliance/insurer-facts.ts';
import type { ServiceFacts } from '../../domain/compliance/service-facts.ts';
import { readAccreditationFacts } from './accreditation-facts.ts';
import type { FactsOf } from './compliance-facts.ts';
import { readPolicyTerms } from './read-policy-terms.ts';
import { readSaidBy } from './said-by.ts';

/** Reads rows of a table by their ids, or a page of them, and makes facts of them. */
function factsFrom<Row, Facts>(
  select: string, key: string, association: string | null, idOf: (facts: Facts) => string, assemble: (manager: EntityManager, rows: readonly Row[]) => Promise<Facts[]>,
): FactsOf<Facts> {
  return {
    of: async (manager, ids) => assemble(manager, await manager.query<Row[]>(`${select} WHERE ${key} = ANY($1::uuid[]) ORDER BY ${key}`, [ids])),
    page: async (manager, { associationId, after, most }) => {
      if (associationId !== null && association === null) return { facts: [], next: null };
      const scope = associationId === null ? '' : `AND ${String(association)} = $3`;
      const facts = await assemble(manager, await manager.query<Row[]>(
        `${select} WHERE ($1::uuid IS NULL OR ${key} > $1) ${scope} ORDER BY ${key} LIMIT $2`, [after, most, ...(associationId === null ? [] : [associationId])],
      ));
      const last = facts.at(-1);
      return { facts, next: facts.length < most || last === undefined ? null : idOf(last) };
    },
  };
}

const UTC = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

export const BATCH_FACTS: FactsOf<BatchFacts> = factsFrom<Omit<BatchFacts, 'said'>, BatchFacts>(
  `SELECT id AS "batchId", association_id AS "associationId", insurer_id AS "insurerId", policy_id AS "policyId", state, line_count AS lines,
     ${UTC('created_at')} AS "createdAt", ${UTC('submitted_at')} AS "submittedAt", ${UTC('applied_at')} AS "appliedAt" FROM compliance_batch`,
  'id', 'association_id', ({ batchId }) => batchId,
  async (manager, rows) => {
    const said = (await readSaidBy(manager))('batches');
    return rows.map((row) => ({ ...row, said }));
  },
);

/**
 * What was invoiced of a policy. Every line whose VAT was rounded wrote a version of somebody's cover, so that there are
 * no more of them than versions.
 */
const INVOICED = `(SELECT json_build_object('premium', sum(i.amount), 'vat', sum(i.vat), 'lines', (SELECT count(*) FROM compliance_cover c WHERE c.policy_id = compliance_policy.id))
  FROM compliance_invoice i WHERE i.association_id = compliance_policy.association_id AND i.policy_id = compliance_policy.id HAVING count(*) > 0)`;

/** Of a policy whose terms have not come yet. */
const NOT_TOLD: Pick<PolicyFacts, 'benefits' | 'rates'> = { benefits: null, rates: null };

export const POLICY_FACTS: FactsOf<PolicyFacts> = factsFrom<Omit<PolicyFacts, 'said' | 'benefits' | 'rates' | 'refused'> & { readonly termsId: string | null; readonly refusedLines: number }, PolicyFacts>(
  `SELECT id AS "policyId", insurer_id AS "insurerId", association_id AS "associationId", state, inception_date::text AS "inceptionDate",
     expiry_date::text AS "expiryDate", terms_id AS "termsId", ${INVOICED} AS endorsed,
     (SELECT coalesce(sum(b.refused_lines), 0)::integer FROM compliance_batch b WHERE b.association_id = compliance_policy.association_id AND b.policy_id = compliance_policy.id) AS "refusedLines"
   FROM compliance_policy`,
  'id', 'association_id', ({ policyId }) => policyId,
  async (manager, rows) => {
    const saidBy = await readSaidBy(manager);
    const [said, answered] = [saidBy('policies'), saidBy('batches')];
    const terms = await readPolicyTerms(manager, rows.flatMap(({ termsId }) => termsId ?? []));
    return rows.map(({ termsId, refusedLines, ...row }) => ({ ...row, ...(terms.get(termsId ?? '') ?? NOT_TOLD), refused: { lines: refusedLines, said: answered }, said }));
  },
);

/** What an insurer gave unasked has no clock, and what was taken back before it was answered has none to break. */
const MEASURED = `(SELECT * FROM compliance_pre_authorization WHERE requested AND NOT (state = 'CANCELLED' AND decided_at IS NULL)) a`;

export const SERVICE_FACTS: FactsOf<ServiceFacts> = factsFrom<Omit<ServiceFacts, 'said'>, ServiceFacts>(
  `SELECT id AS "authorizationId", insurer_id AS "insurerId", association_id AS "associationId", ${UTC('asked_at')} AS "askedAt", ${UTC('decided_at')} AS "answeredAt",
     CASE WHEN deemed THEN 'DEEMED_APPROVED' ELSE state END AS state FROM ${MEASURED}`,
  'id', 'association_id', ({ authorizationId }) => authorizationId,
  async (manager, rows) => {
    const said = (await readSaidBy(manager))('preAuthorizations');
    return rows.map((row) => ({ ...row, said }));
  },
);

export const INSURER_FACTS: FactsOf<InsurerFacts> = factsFrom<{ readonly id: string; readonly policies: number }, InsurerFacts>(
  `SELECT i.id, (SELECT count(*)::integer FROM compliance_policy p WHERE p.insurer_id = i.id AND p.state IN ('ACTIVE', 'SUSPENDED')) AS policies FROM compliance_insurer i`,
  'i.id', null, ({ insurerId }) => insurerId,
  async (manager, rows) => {
    const profile = (await readSaidBy(manager))('insurers');
    const accreditations = await readAccreditationFacts(manager, 'INSURER', rows.map(({ id }) => id));
    return rows.map(({ id, policies }) => ({ insurerId: id, accreditation: accreditations.get(id) ?? null, policiesInForce: policies, profile }));
  },
);
