import { roleMatrix, roleMatrixResolvers } from '../../kit/role-matrix.ts';
import { LIVES } from '../domain/lives.ts';
import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../../kit/resolvers.ts';
import { Accreditation, accreditation } from './accreditation.ts';
import { accreditations } from './accreditations.ts';
import { actOnAccreditation } from './act-on-accreditation.ts';
import { actOnComplaint } from './act-on-complaint.ts';
import { answerFinding } from './answer-finding.ts';
import { applyForAccreditation } from './apply-for-accreditation.ts';
import { AUDIT_TYPES, auditTrail } from './audit-trail.ts';
import { Association } from './association.ts';
import { BenefitSchedule, MinimumBenefit, benefitSchedule, benefitSchedules } from './benefit-schedule.ts';
import { Complaint, complaint, complaints } from './complaint.ts';
import { ComplianceFigure } from './compliance-figures.ts';
import { ComplianceBatch, ComplianceLife, ComplianceRequest } from './compliance-lists.ts';
import { checkCompliance, complianceCheck, rebuildCompliance } from './compliance-model.ts';
import { ComplianceOverview, CompliancePoint, ComplianceRow, complianceOverview } from './compliance-overview.ts';
import { ComplianceEvaluation, complianceEvaluation, complianceEvaluations, evaluateCompliance } from './compliance-evaluation.ts';
import { decideEligibilityByPerson } from './decide-eligibility-by-person.ts';
import { decideEligibility } from './decide-eligibility.ts';
import { EligibilityDecision, eligibilityQueue } from './eligibility-decision.ts';
import { enactRule } from './enact-rule.ts';
import { fileComplaint } from './file-complaint.ts';
import { findingCounts, findingTotals } from './finding-counts.ts';
import { FindingSubject } from './finding-subject.ts';
import { Finding, finding } from './finding.ts';
import { findings } from './findings.ts';
import { giveNoObjection } from './give-no-objection.ts';
import { actOnInspectionCase, noteOnInspectionCase, openInspectionCase } from './act-on-inspection.ts';
import { InspectionCase, InspectionNote, inspectionCase, inspectionCases } from './inspection-case.ts';
import { Insurer } from './insurer.ts';
import { issueSealingKey } from './issue-sealing-key.ts';
import { judgeCase } from './judge-case.ts';
import { Member } from './member.ts';
import { NoObjection } from './no-objection.ts';
import { noteChanges } from './note-changes.ts';
import { objectToTender } from './object-to-tender.ts';
import { programme } from './programme.ts';
import { recordTenderReleases } from './record-tender-releases.ts';
import { RedFlag } from './red-flag.ts';
import { releaseSealingKey } from './release-sealing-key.ts';
import { Rule, ruleVersions, rules } from './rule.ts';
import { RuleEvaluation } from './rule-evaluation.ts';
import { Ruling } from './ruling.ts';
import { SealingKey } from './sealing-key.ts';
import { TenderRelease } from './tender-release.ts';
import { Tender } from './tender.ts';
import type { MutationResolvers, QueryResolvers } from './types.generated.ts';

const Query: QueryResolvers = {
  programme, rules, ruleVersions, benefitSchedule, benefitSchedules, accreditations, accreditation, eligibilityQueue, complaint, complaints, complianceOverview, complianceCheck,
  findings, finding, findingTotals, findingCounts, judgeCase, complianceEvaluation, complianceEvaluations,
};

const MORE_QUERIES = { auditTrail, roleMatrix, inspectionCase, inspectionCases };

const Mutation: MutationResolvers = {
  applyForAccreditation, actOnAccreditation, giveNoObjection, objectToTender, fileComplaint, actOnComplaint,
  decideEligibilityByPerson, decideEligibility, issueSealingKey, releaseSealingKey, recordTenderReleases, noteChanges, rebuildCompliance, checkCompliance,
  answerFinding, evaluateCompliance, enactRule, openInspectionCase, actOnInspectionCase, noteOnInspectionCase,
};

/** Every resolver of the house. */
export const RESOLVERS = {
  ...SHARED_RESOLVERS, ...FACT_RESOLVERS, ...AUDIT_TYPES, ...roleMatrixResolvers('regulation', LIVES), InspectionCase, InspectionNote, Query: { ...Query, ...MORE_QUERIES }, Mutation, Rule, BenefitSchedule, MinimumBenefit, Accreditation, NoObjection,
  SealingKey, Complaint, TenderRelease, RedFlag, EligibilityDecision, Association, Insurer, Member, Tender,
  Finding, FindingSubject, RuleEvaluation, Ruling, ComplianceEvaluation,
  ComplianceOverview, ComplianceRow, CompliancePoint, ComplianceFigure, ComplianceLife, ComplianceBatch, ComplianceRequest,
};
