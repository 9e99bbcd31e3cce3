import { readChanges } from '../../kit/change-feed.ts';
import { COVERAGE_FEED, INSURER_FEED, INVOICE_FEED, POLICY_FEED, POLICY_TERMS_FEED, PRE_AUTHORIZATION_FEED } from '../store/change-feeds.ts';
import type { CoverageChanges, InsurerChanges, InvoiceChanges, PolicyChanges, PolicyTermsChanges, PreAuthorizationChanges, QueryResolvers } from './types.generated.ts';
import { mustBeHouse } from './who-may.ts';

/** Feeds for other houses, which see every row. The columns hold what the SDL says of them. */
export const CHANGE_FEEDS: Pick<QueryResolvers, 'insurerChanges' | 'policyChanges' | 'policyTermsChanges' | 'coverageChanges' | 'invoiceChanges' | 'preAuthorizationChanges'> = {
  insurerChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, INSURER_FEED, args)) as InsurerChanges;
  },
  policyChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, POLICY_FEED, args)) as PolicyChanges;
  },
  policyTermsChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, POLICY_TERMS_FEED, args)) as PolicyTermsChanges;
  },
  coverageChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, COVERAGE_FEED, args)) as CoverageChanges;
  },
  invoiceChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, INVOICE_FEED, args)) as InvoiceChanges;
  },
  preAuthorizationChanges: async (_parent, args, { database, principal }) => {
    mustBeHouse(principal);
    return (await readChanges(database.manager, PRE_AUTHORIZATION_FEED, args)) as PreAuthorizationChanges;
  },
};
