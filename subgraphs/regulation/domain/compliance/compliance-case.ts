import type { AssociationFacts } from './association-facts.ts';
import type { BatchFacts } from './batch-facts.ts';
import type { InsurerFacts, PolicyFacts } from './insurer-facts.ts';
import { judgeAssociation } from './judge-association.ts';
import { isWithInsurer, judgeBatch } from './judge-batch.ts';
import { judgeBid } from './judge-bid.ts';
import type { BidCase } from './judge-bid.ts';
import { judgeInsurer } from './judge-insurer.ts';
import { judgeLife } from './judge-life.ts';
import { judgePolicy } from './judge-policy.ts';
import { judgeService } from './judge-service.ts';
import { judgeTender } from './judge-tender.ts';
import type { LifeFacts } from './life-facts.ts';
import type { Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { ServiceFacts } from './service-facts.ts';
import type { SubjectKind } from './subject.ts';
import type { TenderFacts } from './tender-facts.ts';

/** The facts of each kind of subject. */
export interface FactsOfKind {
  readonly MEMBER: LifeFacts;
  readonly ASSOCIATION: AssociationFacts;
  readonly ENROLLMENT_BATCH: BatchFacts;
  readonly POLICY: PolicyFacts;
  readonly INSURER: InsurerFacts;
  readonly TENDER: TenderFacts;
  readonly BID: BidCase;
  readonly PRE_AUTHORIZATION: ServiceFacts;
}

export type OwnerSector = 'ASSOCIATION' | 'INSURER' | 'COUNCIL';

/** Who must answer a finding about a case, and whose lists it belongs to. */
export interface CasePlace {
  readonly subjectId: string;
  readonly ownerSector: OwnerSector;
  /** Organisation that answers; null for the council, which is one. */
  readonly ownerId: string | null;
  readonly associationId: string | null;
  readonly insurerId: string | null;
}

/** How one kind of subject is judged and where its findings belong. */
export interface CaseKind<Facts> {
  readonly judge: (facts: Facts, on: string, rules: RulesByDate) => Ruling[];
  readonly place: (facts: Facts) => CasePlace;
}

const ofAssociation = (subjectId: string, associationId: string, insurerId: string | null): CasePlace =>
  ({ subjectId, ownerSector: 'ASSOCIATION', ownerId: associationId, associationId, insurerId });
const ofInsurer = (subjectId: string, insurerId: string, associationId: string | null): CasePlace =>
  ({ subjectId, ownerSector: 'INSURER', ownerId: insurerId, associationId, insurerId });

export const CASE_KINDS: { readonly [Kind in SubjectKind]: CaseKind<FactsOfKind[Kind]> } = {
  MEMBER: { judge: judgeLife, place: ({ memberId, associationId, covers }) => ofAssociation(memberId, associationId, covers.at(-1)?.insurerId ?? null) },
  ASSOCIATION: { judge: judgeAssociation, place: ({ associationId }) => ofAssociation(associationId, associationId, null) },
  ENROLLMENT_BATCH: {
    judge: judgeBatch,
    place: (batch) => isWithInsurer(batch)
      ? ofInsurer(batch.batchId, batch.insurerId, batch.associationId)
      : ofAssociation(batch.batchId, batch.associationId, batch.insurerId),
  },
  POLICY: { judge: judgePolicy, place: ({ policyId, insurerId, associationId }) => ofInsurer(policyId, insurerId, associationId) },
  INSURER: { judge: judgeInsurer, place: ({ insurerId }) => ofInsurer(insurerId, insurerId, null) },
  TENDER: {
    judge: judgeTender,
    place: ({ tenderId }) => ({ subjectId: tenderId, ownerSector: 'COUNCIL', ownerId: null, associationId: null, insurerId: null }),
  },
  BID: { judge: judgeBid, place: ({ bid }) => ofInsurer(bid.bidId, bid.insurerId, null) },
  PRE_AUTHORIZATION: { judge: judgeService, place: ({ authorizationId, insurerId, associationId }) => ofInsurer(authorizationId, insurerId, associationId) },
};
