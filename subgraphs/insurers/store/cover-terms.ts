import type { EntityManager } from 'typeorm';
import type { BidBenefit } from '../../../schema/contracts/bid-body.ts';
import type { CoverTerm } from '../domain/network/eligibility.ts';
import { LAST_DAY } from './policies.ts';

export interface CoverTermRow extends CoverTerm {
  readonly coverageId: string;
}

/** State and days of the policy of each cover. */
export function termsOfCoverages(manager: EntityManager, coverageIds: readonly string[]): Promise<CoverTermRow[]> {
  return manager.query(
    `SELECT c.id AS "coverageId", p.state AS "policyState", p.inception_date::text AS "firstDay", ${LAST_DAY}::text AS "lastDay"
     FROM coverage c JOIN policy p ON p.id = c.policy_id WHERE c.id = ANY($1::uuid[])`,
    [coverageIds],
  );
}

export interface PromiseRow {
  readonly policyId: string;
  /** As the winning bid offered them; null for a policy without a bid of the programme. */
  readonly benefits: readonly BidBenefit[] | null;
  /** Basis points of pre-authorisations answered in time. */
  readonly serviceLevel: number | null;
}

/** What was promised under each policy. */
export function promisesOfPolicies(manager: EntityManager, policyIds: readonly string[]): Promise<PromiseRow[]> {
  return manager.query(
    `SELECT p.id AS "policyId", b.body -> 'benefits' AS benefits, (b.body ->> 'serviceLevelBasisPoints')::int AS "serviceLevel"
     FROM policy p LEFT JOIN bid_body b ON b.bid_id = p.bid_id WHERE p.id = ANY($1::uuid[])`,
    [policyIds],
  );
}
