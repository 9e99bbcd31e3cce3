import type { EntityManager } from 'typeorm';
import type { AssociationFacts, AssociationPolicyFacts } from '../../domain/compliance/association-facts.ts';
import { readAccreditationFacts } from './accreditation-facts.ts';
import type { FactsOf } from './compliance-facts.ts';
import { readSaidBy } from './said-by.ts';

interface AssociationRow { readonly id: string; readonly region: string; readonly bank: 'UNVERIFIED' | 'VERIFIED' | 'MISMATCH' | null; readonly bankAt: string | null; readonly lives: number }

interface PolicyRow { readonly association: string; readonly id: string; readonly insurer: string; readonly from: string; readonly to: string; readonly issued: string }

const ASSOCIATION = `SELECT a.id, a.region, a.bank_state AS bank, to_char(a.bank_asked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "bankAt",
  (SELECT count(*)::integer FROM compliance_life l WHERE l.association_id = a.id AND l.left_on IS NULL) AS lives FROM compliance_association a`;

export const ASSOCIATION_FACTS: FactsOf<AssociationFacts> = {
  of: async (manager, ids) => assemble(manager, await manager.query<AssociationRow[]>(`${ASSOCIATION} WHERE a.id = ANY($1::uuid[]) ORDER BY a.id`, [ids])),
  async page(manager, { associationId, after, most }) {
    const rows = await manager.query<AssociationRow[]>(
      `${ASSOCIATION} WHERE ($1::uuid IS NULL OR a.id > $1) AND ($3::uuid IS NULL OR a.id = $3) ORDER BY a.id LIMIT $2`, [after, most, associationId],
    );
    return { facts: await assemble(manager, rows), next: rows.length < most ? null : rows.at(-1)?.id ?? null };
  },
};

async function assemble(manager: EntityManager, rows: readonly AssociationRow[]): Promise<AssociationFacts[]> {
  const ids = rows.map(({ id }) => id);
  const saidBy = await readSaidBy(manager);
  const accreditations = await readAccreditationFacts(manager, 'ASSOCIATION', ids);
  const policies = await manager.query<PolicyRow[]>(
    `SELECT association_id AS association, id, insurer_id AS insurer, inception_date::text AS "from", coalesce(ended_on, expiry_date)::text AS "to",
       to_char(issued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS issued
     FROM compliance_policy WHERE association_id = ANY($1::uuid[]) ORDER BY inception_date, id`,
    [ids],
  );
  const said = saidBy('policies');
  const byAssociation = new Map<string, AssociationPolicyFacts[]>(ids.map((id) => [id, []]));
  for (const { association, id, insurer, from, to, issued } of policies) {
    byAssociation.get(association)?.push({ policyId: id, insurerId: insurer, from, to, orderedAt: issued, said });
  }
  return rows.map(({ id, region, bank, bankAt, lives }) => ({
    associationId: id, region, lives, accreditation: accreditations.get(id) ?? null, policies: byAssociation.get(id) ?? [],
    bank: bank === null ? null : { state: bank, said: { source: 'bank', asOf: bankAt ?? saidBy('associations').asOf } }, profile: saidBy('associations'),
  }));
}
