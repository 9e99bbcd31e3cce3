import type { JsonObject } from './release.ts';
import type { Organisation, TenderFacts } from './tender-facts.ts';

/** The umbrella body that runs every tender of the programme. */
export const COUNCIL: Organisation = { id: 'council', name: { ar: 'مجلس الجمعيات الأهلية', en: 'Council of nonprofit associations' } };

/** Who publishes: the regulators' house. */
export const PUBLISHER = 'Wasq regulation house';

/**
 * Names are in Arabic. The standard's fields for a second language are left out: its schema of versioned releases refuses what
 * its own rules of merging make of them.
 */
export const LANGUAGE = 'ar';

/** An organisation as others are referred to it. */
export function referenceTo({ id, name }: Organisation): JsonObject {
  return { id, name: name.ar };
}

/** An organisation with what it does here. Its later roles replace its earlier ones, so all are given. */
export function party({ id, name }: Organisation, ...roles: readonly string[]): JsonObject {
  return { id, name: name.ar, roles };
}

export function reviewBodyOf({ complaintBody }: TenderFacts): JsonObject {
  return { id: 'review-body', name: complaintBody, roles: ['reviewBody'] };
}
