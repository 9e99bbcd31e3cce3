import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { TenderFacts } from './tender-facts.ts';

const BEFORE_BIDS = ['DRAFT', 'POOLING', 'POOL_FROZEN'];
const DAY_SECONDS = 86_400;

/** G04, G14 and G15 over the tender as a whole, by the last day for bids. */
export function judgeTender(tender: TenderFacts, _on: string, rules: RulesByDate): Ruling[] {
  const day = tender.biddingEndsAt.slice(0, 10);
  return [
    ruleOn(rules, 'G04', day, () => exposureShown(tender)),
    ruleOn(rules, 'G14', day, ({ value }) => redFlags(tender, value.split(','))),
    ruleOn(rules, 'G15', day, ({ value }) => standstill(tender, Number(value))),
  ];
}

function exposureShown({ state, censusFrozenAt, biddingEndsAt, said }: TenderFacts): Outcome {
  if (BEFORE_BIDS.includes(state)) return notApplicable('not published yet');
  const shown = seen('tender.censusFrozenAt', censusFrozenAt, said);
  if (censusFrozenAt === null) return breach('HIGH', 'published without the exposure of the pool', shown);
  return censusFrozenAt < biddingEndsAt ? held('the exposure was shown before bids ended') : breach('HIGH', 'the exposure was shown after bids ended', shown);
}

function redFlags({ redFlags: raised, said }: TenderFacts, counted: readonly string[]): Outcome {
  const flags = raised.filter(({ code }) => counted.includes(code));
  if (flags.length === 0) return held('no indicator was raised');
  return breach(flags.length > 2 ? 'HIGH' : flags.length === 2 ? 'MEDIUM' : 'LOW', `raised: ${flags.map(({ code }) => code).sort().join(', ')}`,
    ...flags.map(({ code, value }) => seen(`redFlag.${code}`, value, said)));
}

function standstill(tender: TenderFacts, days: number): Outcome {
  const { standstillSeconds, standstillEndsAt, contractedAt, state, said } = tender;
  if (BEFORE_BIDS.includes(state)) return notApplicable('not published yet');
  if (contractedAt !== null && standstillEndsAt === null) return undecided('not known when standstill ended');
  if (contractedAt !== null && standstillEndsAt !== null && contractedAt < standstillEndsAt) {
    return breach('CRITICAL', 'signed before standstill had ended', seen('tender.contractedAt', contractedAt, said), seen('tender.standstillEndsAt', standstillEndsAt, said));
  }
  if (standstillSeconds >= days * DAY_SECONDS) return held(`standstill of at least ${days} days`);
  return breach('HIGH', `standstill of ${standstillSeconds} seconds, the least is ${days} days`, seen('tender.standstillSeconds', standstillSeconds, said));
}
