import { SHARED_RESOLVERS } from '../../../kit/resolvers.ts';
import { Coverage } from './coverage.ts';
import { enrollLines } from './enroll-lines.ts';
import { HealthcareProvider, InsurancePlan, ProviderNetwork } from './insurance-plan.ts';
import { Policy } from './policy.ts';
import { PreAuthorization } from './pre-authorization.ts';
import { QUERIES } from './queries.ts';
import { tellPolicyStanding } from './tell-policy-standing.ts';

const { Date, DateTime, Decimal, Money } = SHARED_RESOLVERS;

/** The contract of the insurer network, answered from the house's own record. */
export const NETWORK_RESOLVERS = {
  Date, DateTime, Decimal, Money,
  Coverage, PreAuthorization, InsurancePlan, ProviderNetwork, HealthcareProvider, Policy,
  Query: QUERIES,
  Mutation: { enrollLines, tellPolicyStanding },
};
