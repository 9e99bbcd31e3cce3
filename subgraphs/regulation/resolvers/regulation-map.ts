import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../../kit/resolvers.ts';
import { Accreditation, accreditation } from './accreditation.ts';
import { accreditations } from './accreditations.ts';
import { actOnAccreditation } from './act-on-accreditation.ts';
import { actOnComplaint } from './act-on-complaint.ts';
import { applyForAccreditation } from './apply-for-accreditation.ts';
import { Association } from './association.ts';
import { BenefitSchedule, MinimumBenefit, benefitSchedule, benefitSchedules } from './benefit-schedule.ts';
import { Complaint, complaint } from './complaint.ts';
import { decideEligibilityByPerson } from './decide-eligibility-by-person.ts';
import { decideEligibility } from './decide-eligibility.ts';
import { EligibilityDecision, eligibilityQueue } from './eligibility-decision.ts';
import { fileComplaint } from './file-complaint.ts';
import { giveNoObjection } from './give-no-objection.ts';
import { Insurer } from './insurer.ts';
import { issueSealingKey } from './issue-sealing-key.ts';
import { Member } from './member.ts';
import { NoObjection } from './no-objection.ts';
import { objectToTender } from './object-to-tender.ts';
import { programme } from './programme.ts';
import { releaseSealingKey } from './release-sealing-key.ts';
import { Rule, rules } from './rule.ts';
import { SealingKey } from './sealing-key.ts';
import { Tender } from './tender.ts';
import type { MutationResolvers, QueryResolvers } from './types.generated.ts';

const Query: QueryResolvers = {
  programme, rules, benefitSchedule, benefitSchedules, accreditations, accreditation, eligibilityQueue, complaint,
};

const Mutation: MutationResolvers = {
  applyForAccreditation, actOnAccreditation, giveNoObjection, objectToTender, fileComplaint, actOnComplaint,
  decideEligibilityByPerson, decideEligibility, issueSealingKey, releaseSealingKey,
};

/** Every resolver of the house. */
export const RESOLVERS = {
  ...SHARED_RESOLVERS, ...FACT_RESOLVERS, Query, Mutation, Rule, BenefitSchedule, MinimumBenefit, Accreditation, NoObjection,
  SealingKey, Complaint, EligibilityDecision, Association, Insurer, Member, Tender,
};
