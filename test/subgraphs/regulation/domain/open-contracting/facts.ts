import type { TenderFacts } from '../../../../../subgraphs/regulation/domain/open-contracting/tender-facts.ts';

const name = (text: string) => ({ ar: `${text} ع`, en: text });
export const INSURERS = ['one', 'two', 'three'].map((id) => ({ id: `insurer-${id}`, name: name(`Insurer ${id}`) }));

/** A tender at day `n` of its life; each step takes a day. */
const at = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T08:00:00.000Z`;

const STEPS: readonly (readonly [string, string])[] = [
  ['OPEN_POOLING', 'POOLING'], ['FREEZE_POOL', 'POOL_FROZEN'], ['PUBLISH', 'PUBLISHED'], ['START_BIDDING', 'BIDDING'], ['OPEN', 'OPENED'],
  ['START_EVALUATION', 'EVALUATION'], ['PROPOSE_AWARD', 'AWARD_PROPOSED'], ['START_STANDSTILL', 'STANDSTILL'], ['CONFIRM_AWARD', 'AWARDED'], ['CONTRACT', 'CONTRACTED'], ['COMPLETE', 'COMPLETE'],
];

/** What the graph says after a step; `more` is what is otherwise. */
export function factsAfter(action: string, more: Partial<TenderFacts> = {}): TenderFacts {
  const taken = STEPS.slice(0, STEPS.findIndex(([each]) => each === action) + 1);
  const after = (step: string): boolean => taken.some(([each]) => each === step);
  return {
    id: 'tender-1', ocid: 'ocds-sbx-1', title: name('Tender'), state: taken.at(-1)?.[1] ?? 'DRAFT', currency: 'XTS',
    poolingEndsAt: at(2), enquiriesEndAt: at(4), biddingEndsAt: at(5), coverFrom: '2027-01-01', coverTo: '2027-12-31', complaintBody: 'Review body',
    criteria: [{ code: 'PRICE', weightBasisPoints: 7_000 }, { code: 'BENEFITS', weightBasisPoints: 3_000 }],
    lives: 120, associations: [{ id: 'association-1', name: name('Association') }], hasEnquiries: false, amendments: [], cancellationReason: null,
    steps: taken.map(([each, to], index) => ({ action: each, to, at: at(index + 1) })),
    bids: after('OPEN') ? INSURERS.map((insurer, index) => ({ id: `bid-${index}`, lotId: 'lot-1', insurer, state: index === 2 ? 'INVALID' : 'REVEALED', sealedAt: at(4) })) : [],
    lots: [{
      id: 'lot-1', title: name('All'), policyClasses: ['A', 'B'],
      judged: after('START_EVALUATION') ? [{ bidId: 'bid-0', qualified: true, listBill: '1000.50' }, { bidId: 'bid-1', qualified: false, listBill: '900.00' }] : [],
      award: !after('START_STANDSTILL') ? null : {
        id: 'award-1', insurer: INSURERS[0] as (typeof INSURERS)[number], bidId: 'bid-0', amount: '1000.50', state: after('CONFIRM_AWARD') ? 'ACTIVE' : 'PENDING', standstillEndsAt: at(9),
        agreement: !after('CONFIRM_AWARD') ? null : { id: 'agreement-1', validFrom: '2027-01-01', validTo: '2027-12-31', signedByCouncilAt: at(9), signedByInsurerAt: after('CONTRACT') ? at(10) : null, callOffs: [] },
      },
    }],
    ...more,
  };
}

/** The same tender with its associations' orders. */
export function withCallOffs(facts: TenderFacts, states: Readonly<Record<string, string>>): TenderFacts {
  const callOffs = Object.entries(states).map(([id, state]) => ({ id, state, inceptionDate: '2027-01-01' }));
  return { ...facts, lots: facts.lots.map((lot) => ({ ...lot, award: lot.award === null ? null : { ...lot.award, agreement: lot.award.agreement === null ? null : { ...lot.award.agreement, callOffs } } })) };
}
