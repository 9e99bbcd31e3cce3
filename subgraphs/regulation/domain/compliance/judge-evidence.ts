import { coversOn } from './cover-on-day.ts';
import type { CoverFacts, LifeFacts } from './life-facts.ts';
import { breach, contradicted, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { SourceClaim } from './source-claim.ts';

const DECIDED_BY_SOURCE = ['E01.EMPLOYED', 'E16.PERSON', 'E16.FAMILY'] as const;

/** E01.EMPLOYED, E16 and E17: what the sources say of a life agrees, stands on no paper, and covers it once. */
export function judgeEvidence(life: LifeFacts, on: string, rules: RulesByDate): Ruling[] {
  const covers = coversOn(life, on);
  return [
    ...DECIDED_BY_SOURCE.map((id) => ruleOn(rules, id, on, () => lastDecided(life, id, covers))),
    ruleOn(rules, 'E16', on, () => fromSource(life)),
    ruleOn(rules, 'E16.AGREE', on, () => sourcesAgree(life, covers, on)),
    ruleOn(rules, 'E17', on, ({ value }) => {
      if (covers.length <= Number(value)) return held(covers.length === 0 ? 'no cover on the day' : 'one cover on the day');
      return breach('HIGH', `${covers.length} covers on the same day`, ...covers.map((cover) => seen('coverage.policyId', cover.policyId, cover.said)));
    }),
  ];
}

/** A life that is covered although the source said no. */
function lastDecided({ decision }: LifeFacts, id: string, covers: readonly CoverFacts[]): Outcome {
  if (decision === null) return undecided('no source was asked about this life');
  const evaluated = decision.rules.find(({ rule }) => rule === id);
  if (evaluated === undefined) return notApplicable('the last decision did not need this rule');
  if (evaluated.passed) return held(evaluated.observed);
  if (decision.outcome === 'ELIGIBLE') return held(`${evaluated.observed}; a person decided`);
  const cover = covers[0];
  if (cover === undefined) return notApplicable('not covered on the day');
  return breach('HIGH', `covered although ${evaluated.observed}`, seen(id, evaluated.observed, decision.said), seen('coverage.covered', true, cover.said));
}

function fromSource({ decision, relationship }: LifeFacts): Outcome {
  if (relationship === 'SELF') return notApplicable('about family alone');
  if (decision === null) return undecided('no source was asked about this life');
  if (decision.documentReason === null) return held('every fact came from its source');
  return breach('LOW', 'a document stands in place of the source', { ...seen('document', true, decision.said), documentReason: decision.documentReason });
}

function sourcesAgree(life: LifeFacts, covers: readonly CoverFacts[], on: string): Outcome {
  const against = contradictionOf([...life.claims, ...claimsOfRosterAndCover(life, covers, on)]);
  if (against === null) return held('the sources agree');
  const [one, other] = against;
  return contradicted('MEDIUM', `${one.said.source} and ${other.said.source} say different things about ${one.name}`,
    seen(one.name, one.value, one.said), seen(other.name, other.value, other.said));
}

/** Where roster and insurer both say something of the life on the day. */
function claimsOfRosterAndCover(life: LifeFacts, covers: readonly CoverFacts[], on: string): SourceClaim[] {
  const cover = covers.find(({ associationId }) => associationId === life.associationId);
  if (cover === undefined) return [];
  const left = life.leftOn !== null && life.leftOn <= on;
  const name = left ? 'member.belongs' : 'member.policyClass';
  return [
    { name, value: left ? false : life.policyClass, said: life.roster },
    { name, value: left ? true : cover.policyClass, said: cover.said },
  ];
}

/** The first two claims about one thing that cannot both be true, or null. What says nothing contradicts nobody. */
export function contradictionOf(claims: readonly SourceClaim[]): readonly [SourceClaim, SourceClaim] | null {
  const first = new Map<string, SourceClaim>();
  for (const claim of claims) {
    if (claim.value === null) continue;
    const before = first.get(claim.name);
    if (before === undefined) first.set(claim.name, claim);
    else if (before.value !== claim.value) return [before, claim];
  }
  return null;
}
