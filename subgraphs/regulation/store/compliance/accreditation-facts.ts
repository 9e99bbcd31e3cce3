import type { EntityManager } from 'typeorm';
import type { AccreditationFacts } from '../../domain/compliance/association-facts.ts';
import type { AccreditationKind } from '../../domain/accreditation-life.ts';
import { readCurrent } from '../accreditations.ts';

/** Current accreditations by subject, with the rules as they were last evaluated on the registers' facts. */
export async function readAccreditationFacts(manager: EntityManager, kind: AccreditationKind, subjects: readonly string[]): Promise<Map<string, AccreditationFacts>> {
  const rows = await readCurrent(manager, kind, subjects);
  return new Map(rows.map(({ id, subjectId, state, level, validFrom, validTo, rulesEvaluated, facts }) => [subjectId, {
    accreditationId: id, state, level, validFrom, validTo, rules: rulesEvaluated,
    said: { source: facts[0]?.source ?? 'regulation', asOf: facts[0]?.asOf ?? `${validFrom ?? '1970-01-01'}T00:00:00.000Z` },
  }]));
}
