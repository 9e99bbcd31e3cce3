import { Association } from './association.ts';
import { BankAccount } from './bank-account.ts';
import { associationChanges, enrollmentBatchChanges, memberChanges } from './change-feeds.ts';
import { createEnrollmentBatch } from './create-enrollment-batch.ts';
import { EnrollmentBatch, EnrollmentLine } from './enrollment-batch.ts';
import { excludeEnrollmentLine } from './exclude-enrollment-line.ts';
import { Member } from './member.ts';
import { recallEnrollmentBatch } from './recall-enrollment-batch.ts';
import { recordEligibilityDecision } from './record-eligibility-decision.ts';
import { Region } from './region.ts';
import { registerAssociation } from './register-association.ts';
import { requestRosterUpload } from './request-roster-upload.ts';
import { RosterImport, RosterRejection } from './roster-import.ts';
import { association, associations, enrollmentBatch, member, rosterImport } from './roster-queries.ts';
import { submitEnrollmentBatch } from './submit-enrollment-batch.ts';
import { verifyIban } from './verify-iban.ts';

/** Associations, their lives, and how these come onto the roster and under a policy. */
export const ROSTER_TYPES = { Association, BankAccount, EnrollmentBatch, EnrollmentLine, Member, Region, RosterImport, RosterRejection };

export const ROSTER_QUERIES = {
  association, associations, enrollmentBatch, member, rosterImport, associationChanges, memberChanges, enrollmentBatchChanges,
};

export const ROSTER_MUTATIONS = {
  registerAssociation,
  verifyIban,
  requestRosterUpload,
  createEnrollmentBatch,
  excludeEnrollmentLine,
  submitEnrollmentBatch,
  recallEnrollmentBatch,
  recordEligibilityDecision,
};
