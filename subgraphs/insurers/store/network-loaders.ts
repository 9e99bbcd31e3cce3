import type { EntityManager } from 'typeorm';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { createLoader } from '../../kit/loader.ts';
import { createPageLoader } from '../../kit/page-loader.ts';
import { coverSight } from '../domain/policy-sight.ts';
import { promisesOfPolicies, termsOfCoverages } from './cover-terms.ts';
import { onceFor } from './once-for.ts';
import { answeredInTime, pagesOfPreAuthorizations, visiblePreAuthorizations } from './pre-authorizations.ts';
import { networksOfPlans, pagesOfNetworkProviders } from './provider-networks.ts';

/** What the network's default reads beyond the house itself, batched alike. */
export function createNetworkLoaders(manager: EntityManager, principal: Principal, now: () => Date) {
  const covers = coverSight(principal);
  return {
    coverTerm: createLoader((ids) => termsOfCoverages(manager, ids), (row) => row.coverageId),
    promises: createLoader((ids) => promisesOfPolicies(manager, ids), (row) => row.policyId),
    preAuthorization: createLoader((ids) => visiblePreAuthorizations(manager, covers, ids), (row) => row.id),
    preAuthorizationsOfCover: createPageLoader((ids, page) => pagesOfPreAuthorizations(manager, ids, page)),
    network: createLoader((ids) => networksOfPlans(manager, ids), (row) => row.planId),
    networkProviders: createPageLoader((ids, page) => pagesOfNetworkProviders(manager, ids, page)),
    /** By period; policies without a case are left out. */
    answeredInTime: onceFor((period: { readonly from: string; readonly to: string }) =>
      createLoader((ids) => answeredInTime(manager, ids, period, now()), (row) => row.policyId)),
  };
}
