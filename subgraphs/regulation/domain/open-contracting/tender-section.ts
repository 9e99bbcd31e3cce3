import { COUNCIL, referenceTo } from './parties.ts';
import type { JsonObject } from './release.ts';
import type { LotFacts, TenderFacts } from './tender-facts.ts';

/** What invites bids: who buys what by when, and how an award is found. */
export function tenderSection(facts: TenderFacts): JsonObject {
  const published = stepAt(facts, 'PUBLISH');
  const bidding = stepAt(facts, 'START_BIDDING');
  return {
    id: facts.id,
    ...titled(facts),
    status: 'active',
    procuringEntity: referenceTo(COUNCIL),
    procurementMethod: 'open',
    procurementMethodDetails: 'Sealed bids for a framework agreement',
    mainProcurementCategory: 'services',
    awardCriteria: 'ratedCriteria',
    awardCriteriaDetails: facts.criteria.map(({ code, weightBasisPoints }) => `${code} ${weightBasisPoints / 100}%`).join(', '),
    submissionMethod: ['electronicSubmission'],
    hasEnquiries: facts.hasEnquiries,
    enquiryPeriod: { ...(published === null ? {} : { startDate: published }), endDate: facts.enquiriesEndAt },
    // Documents are there from the publication on; bids may be sealed once the enquiries are answered.
    tenderPeriod: { startDate: published ?? bidding ?? facts.enquiriesEndAt, endDate: facts.biddingEndsAt },
    contractPeriod: periodOfCover(facts),
    lots: facts.lots.map((lot) => lotOf(lot, 'active')),
    items: facts.lots.map((lot) => ({ id: lot.id, relatedLot: lot.id, description: `Employee health insurance, classes ${lot.policyClasses.join(', ')}`, ...livesOf(facts) })),
  };
}

/** The title in Arabic, and for other readers in English. */
export function titled({ title }: Pick<TenderFacts, 'title'>): JsonObject {
  return { title: title.ar, description: title.en };
}

export function lotOf({ id, title, policyClasses }: LotFacts, status: string): JsonObject {
  return { id, title: title.ar, description: `${title.en} (${policyClasses.join(', ')})`, status };
}

/** Days of cover as instants: the first day's beginning and the last day's end in Riyadh. */
export function periodOfCover({ coverFrom, coverTo }: Pick<TenderFacts, 'coverFrom' | 'coverTo'>): JsonObject {
  return { startDate: dayBegins(coverFrom), endDate: `${coverTo}T23:59:59+03:00` };
}

export function dayBegins(date: string): string {
  return `${date}T00:00:00+03:00`;
}

/** When a step was last taken; null when it was not. */
export function stepAt({ steps }: TenderFacts, action: string): string | null {
  return steps.findLast((step) => step.action === action)?.at ?? null;
}

function livesOf({ lives, lots }: TenderFacts): JsonObject {
  return lives === null || lots.length !== 1 ? {} : { quantity: lives, unit: { name: 'insured life' } };
}
