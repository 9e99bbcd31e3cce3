import type { EntityManager } from 'typeorm';
import type { CoverFacts } from '../../domain/compliance/life-facts.ts';

const FIELDS = ['c.coverage_id', 'c.policy_id', 'c.insurer_id', 'c.association_id', 'c.policy_class', 'c.effective_from', 'c.effective_to', 'c.accepted_at', 'c.annual_premium', 'c.end_reason', 'c.refunded'];

/**
 * The covers of the person of life `l` that are believed now, on whatever roster, as one text: at half a million lives
 * with three years of covers, a row each would cost more to carry than to find.
 */
export const COVERS_OF_PERSON = `SELECT string_agg(concat_ws('|', ${FIELDS.map((field) => `coalesce(${field}::text, '')`).join(', ')}), '~' ORDER BY c.effective_from, c.coverage_id)
  FROM compliance_life same JOIN compliance_cover c ON c.life_id = same.id
  WHERE same.person_id = l.person_id AND c.recorded_to IS NULL AND (c.effective_to IS NULL OR c.effective_to >= c.effective_from)`;

/** What the policies of many covers say: some hundreds where the covers are thousands. */
export type PolicyTerms = ReadonlyMap<string, Pick<CoverFacts, 'policyFrom' | 'policyTo' | 'suspended'>>;

/** Of all policies that the texts name. */
export async function readPolicyTerms(manager: EntityManager, texts: readonly (string | null)[]): Promise<PolicyTerms> {
  const ids = new Set(texts.flatMap((text) => text?.split('~').map((cover) => cover.split('|', 2)[1] ?? '') ?? []));
  const rows = await manager.query<{ id: string; from: string; to: string; suspended: string }[]>(
    `SELECT id, inception_date::text AS "from", coalesce(ended_on, expiry_date)::text AS "to", suspended::text FROM compliance_policy WHERE id = ANY($1::uuid[])`, [[...ids]],
  );
  return new Map(rows.map(({ id, from, to, suspended }) => [id, { policyFrom: from, policyTo: to, suspended: suspended === '{}' ? NEVER_SUSPENDED : rangesOf(suspended) }]));
}

/** Reads that text back, by first day. A cover of a policy that is not known is not known. */
export function coversFrom(text: string | null, policies: PolicyTerms, said: CoverFacts['said']): readonly CoverFacts[] {
  if (text === null) return NO_COVERS;
  const covers = text.split('~').flatMap((cover) => coverFrom(cover, policies, said) ?? []);
  // A period that another of the same cover follows was changed, not ended.
  return covers.some(({ endedEarly }) => endedEarly)
    ? covers.map((cover) => (cover.endedEarly && covers.some(({ coverageId, from }) => coverageId === cover.coverageId && from > cover.from) ? { ...cover, endedEarly: false } : cover))
    : covers;
}

const NO_COVERS: readonly CoverFacts[] = [];

function coverFrom(text: string, policies: PolicyTerms, said: CoverFacts['said']): CoverFacts | null {
  const [coverageId = '', policyId = '', insurerId = '', associationId = '', policyClass = '', from = '', until = '', accepted = '', premium = '', endReason = '', refunded = ''] = text.split('|');
  const policy = policies.get(policyId);
  if (policy === undefined) return null;
  const { policyFrom, policyTo, suspended } = policy;
  const to = until === '' || until > policyTo ? policyTo : until;
  return {
    coverageId, policyId, insurerId, associationId, policyClass, from, to, policyFrom, policyTo, endedEarly: to < policyTo, suspended, acceptedAt: accepted === '' ? null : `${accepted.slice(0, 19).replace(' ', 'T')}Z`,
    endReason: endReason === '' ? null : endReason, annualPremium: Number(premium), refunded: refunded === '' ? null : Number(refunded), said,
  };
}

const NEVER_SUSPENDED: CoverFacts['suspended'] = [];

/** '{[2026-01-05,2026-01-09),[2026-02-01,)}' as days; a range ends the day before its upper bound. */
function rangesOf(text: string): CoverFacts['suspended'] {
  return [...text.matchAll(/\[(\d{4}-\d{2}-\d{2}),(\d{4}-\d{2}-\d{2})?\)/g)].map(([, from = '', until]) =>
    ({ from, to: until === undefined ? null : new Date(Date.parse(until) - 86_400_000).toISOString().slice(0, 10) }));
}
