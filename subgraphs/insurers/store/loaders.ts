import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { readHistories } from '../../kit/audit.ts';
import type { TransitionRow } from '../../kit/audit.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { createLoader, createManyLoader } from '../../kit/loader.ts';
import { createPageLoader } from '../../kit/page-loader.ts';
import { bidSight } from '../domain/bid-sight.ts';
import { coverSight, policySight } from '../domain/policy-sight.ts';
import { createBillingLoaders } from './billing/billing-loaders.ts';
import { coveragesOfMembers, pagesOfCoverages, versionsOfCoverages, visibleCoverages } from './coverages.ts';
import type { CoverageMoment, CoverageRow } from './coverages.ts';
import { pagesOfEndorsements } from './endorsements.ts';
import { insurersByCrNumber, insurersById } from './insurers.ts';
import { createNetworkLoaders } from './network-loaders.ts';
import { onceFor } from './once-for.ts';
import { plansById, plansOfInsurers } from './plans.ts';
import { livesOfPolicies, pagesOfAssociationPolicies, pricesOfPolicies, visiblePolicies } from './policies.ts';
import type { PolicyRow } from './policies.ts';
import { bodiesOf, pagesOfInsurerBids, visibleBids, visibleBidsOfTenders } from './visible-bids.ts';

/** Everything one request reads, batched: as many statements as there are kinds of things asked, not things. */
export type InsurersLoaders = ReturnType<typeof createLoaders>;

/** `today` is 'YYYY-MM-DD' in Riyadh. Rows that are not the principal's to see are as if they were not there. */
export function createLoaders(manager: EntityManager, principal: Principal, today: string, now: () => Date) {
  const bids = bidSight(principal);
  const policies = policySight(principal);
  const covers = coverSight(principal);
  const body = createLoader((ids) => bodiesOf(manager, ids), (row) => row.bidId);
  const policy = createLoader((ids) => visiblePolicies(manager, policies, ids), (row) => row.id);
  const policiesOf = createPageLoader((ids, page) => pagesOfAssociationPolicies(manager, policies, ids, page));
  const livesOn = onceFor((on: string | null) => createLoader((ids) => livesOfPolicies(manager, ids, on, today), (row) => row.policyId));
  const coversOn = onceFor((moment: CoverageMoment) => createPageLoader((ids, page) => pagesOfCoverages(manager, covers, ids, page, moment, today)));
  const membersOn = onceFor((on: string | null) => createManyLoader((ids) => coveragesOfMembers(manager, covers, ids, on, today), (row: CoverageRow) => row.memberId));
  return {
    insurer: createLoader((ids) => insurersById(manager, ids), (row) => row.id),
    insurerByCrNumber: createLoader((numbers) => insurersByCrNumber(manager, numbers), (row) => row.crNumber),
    plan: createLoader((ids) => plansById(manager, ids), (row) => row.id),
    plansOfInsurer: createManyLoader((ids) => plansOfInsurers(manager, ids), (row) => row.insurerId),
    bid: createLoader((ids) => visibleBids(manager, bids, ids), (row) => row.id),
    bidsOfTender: createManyLoader((ids) => visibleBidsOfTenders(manager, bids, ids), (row) => row.tenderId),
    bidsOfInsurer: createPageLoader((ids, page) => pagesOfInsurerBids(manager, bids, ids, page)),
    /** Null before the opening. */
    body: async (bidId: string): Promise<BidBody | null> => (await body.load(bidId))?.body ?? null,
    policy,
    /** Cover below a policy leads back to it: then it is at hand. */
    policiesOfAssociation: async (associationId: string, page: PageRequest): Promise<readonly PolicyRow[]> => {
      const rows = await policiesOf(associationId, page);
      for (const row of rows) policy.prime(row.id, row);
      return rows;
    },
    lives: async (policyId: string, on: string | null): Promise<number> => (await livesOn(on).load(policyId))?.lives ?? 0,
    prices: createLoader((ids) => pricesOfPolicies(manager, ids, today), (row) => row.policyId),
    coverage: createLoader((ids) => visibleCoverages(manager, covers, ids, today), (row) => row.id),
    coveragesOfPolicy: (policyId: string, page: PageRequest, moment: CoverageMoment) => coversOn(moment)(policyId, page),
    coveragesOfMember: (memberId: string, on: string | null) => membersOn(on).load(memberId),
    versions: createManyLoader((ids) => versionsOfCoverages(manager, ids), (row) => row.coverageId),
    endorsementsOfPolicy: createPageLoader((ids, page) => pagesOfEndorsements(manager, ids, page)),
    bidHistory: historyLoader(manager, 'Bid'),
    policyHistory: historyLoader(manager, 'Policy'),
    preAuthorizationHistory: historyLoader(manager, 'PreAuthorization'),
    invoiceHistory: historyLoader(manager, 'Invoice'),
    creditNoteHistory: historyLoader(manager, 'CreditNote'),
    paymentHistory: historyLoader(manager, 'Payment'),
    suspenseCaseHistory: historyLoader(manager, 'SuspenseCase'),
    ...createNetworkLoaders(manager, principal, now),
    ...createBillingLoaders(manager, principal),
  };
}

function historyLoader(manager: EntityManager, entity: string): DataLoader<string, TransitionRow[]> {
  return new DataLoader((ids) => readHistories(manager, entity, ids), { maxBatchSize: 1_000 });
}
