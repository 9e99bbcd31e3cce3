import type { EntityManager } from 'typeorm';
import type { OfferedBenefit, PolicyFacts, RateCell } from '../../domain/compliance/insurer-facts.ts';

type Terms = Pick<PolicyFacts, 'benefits' | 'rates'>;

/** What policies were issued with, by the identifier of the terms: read once a page, however many policies share them. */
export async function readPolicyTerms(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, Terms>> {
  const rows = await manager.query<{ id: string; rates: Readonly<Record<string, string>>; benefits: readonly OfferedBenefit[] | null }[]>(
    'SELECT id, rates, benefits FROM compliance_policy_terms WHERE id = ANY($1::uuid[])', [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, rates, benefits }) => [id, { benefits, rates: Object.entries(rates).map(([cell, premium]) => rateCell(cell, premium)) }]));
}

/** A cell is named by what its rate depends on: `C|25|FEMALE|EMPLOYEE`. */
function rateCell(cell: string, premium: string): RateCell {
  const [policyClass = '', ageFrom = '', sex = '', status = ''] = cell.split('|');
  return { policyClass, ageFrom: Number(ageFrom), sex, status, annualPremium: Number(premium) };
}
