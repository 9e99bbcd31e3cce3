import type { ComplianceFacts } from './compliance-facts.ts';
import { ASSOCIATION_FACTS } from './read-association-facts.ts';
import { LIFE_FACTS } from './read-life-facts.ts';
import { BID_CASES, TENDER_FACTS } from './read-tender-facts.ts';
import { BATCH_FACTS, INSURER_FACTS, POLICY_FACTS, SERVICE_FACTS } from './read-other-facts.ts';

/** The facts the read model holds. */
export const MODEL_FACTS: ComplianceFacts = {
  MEMBER: LIFE_FACTS,
  ASSOCIATION: ASSOCIATION_FACTS,
  ENROLLMENT_BATCH: BATCH_FACTS,
  POLICY: POLICY_FACTS,
  INSURER: INSURER_FACTS,
  TENDER: TENDER_FACTS,
  BID: BID_CASES,
  PRE_AUTHORIZATION: SERVICE_FACTS,
};
