import type { GraphClient } from '../../kit/graph-client.ts';
import type { FeedName, FeedPage } from '../domain/compliance/feed.ts';

const PAGE = 'nextCursor upToDate asOf';

export const ASSOCIATION_CHANGES_ASK = `query RegulationAssociationChanges($first: Int!, $after: String) {
  changes: associationChanges(first: $first, after: $after) { ids regions bankStates bankAskedAt ${PAGE} }
}`;

export const MEMBER_CHANGES_ASK = `query RegulationMemberChanges($first: Int!, $after: String) {
  changes: memberChanges(first: $first, after: $after) {
    ids personIds associationIds employeeIds relationships birthDates sexes citizens maritalStatuses work policyClasses regions
    employmentStarts coverFrom leftOn enteredAt ${PAGE}
  }
}`;

export const BATCH_CHANGES_ASK = `query RegulationBatchChanges($first: Int!, $after: String) {
  changes: enrollmentBatchChanges(first: $first, after: $after) {
    ids associationIds insurerIds policyIds states lineCounts createdAt submittedAt answeredAt appliedAt settledAt refusedLines ${PAGE}
  }
}`;

export const INSURER_CHANGES_ASK = `query RegulationInsurerChanges($first: Int!, $after: String) {
  changes: insurerChanges(first: $first, after: $after) { ids crNumbers ${PAGE} }
}`;

export const POLICY_CHANGES_ASK = `query RegulationPolicyChanges($first: Int!, $after: String) {
  changes: policyChanges(first: $first, after: $after) {
    ids insurerIds associationIds states inceptionDates expiryDates endedOn suspended termsIds issuedAt ${PAGE}
  }
}`;

export const POLICY_TERMS_CHANGES_ASK = `query RegulationPolicyTermsChanges($first: Int!, $after: String) {
  changes: policyTermsChanges(first: $first, after: $after) { ids rates benefits ${PAGE} }
}`;

export const COVERAGE_CHANGES_ASK = `query RegulationCoverageChanges($first: Int!, $after: String) {
  changes: coverageChanges(first: $first, after: $after) {
    coverageIds effectiveFrom recordedFrom insurerIds policyIds associationIds memberIds effectiveTo recordedTo policyClasses annualPremiums
    maintenanceTypes acceptedAt endReasons refunded ${PAGE}
  }
}`;

export const INVOICE_CHANGES_ASK = `query RegulationInvoiceChanges($first: Int!, $after: String) {
  changes: invoiceChanges(first: $first, after: $after) {
    ids insurerIds policyIds associationIds amounts vats paid states issuedOn dueDates settledOn ${PAGE}
  }
}`;

export const PRE_AUTHORIZATION_CHANGES_ASK = `query RegulationPreAuthorizationChanges($first: Int!, $after: String) {
  changes: preAuthorizationChanges(first: $first, after: $after) { ids insurerIds associationIds requested states deemed askedAt decidedAt ${PAGE} }
}`;

const DOCUMENTS: Readonly<Record<FeedName, string>> = {
  associations: ASSOCIATION_CHANGES_ASK, members: MEMBER_CHANGES_ASK, batches: BATCH_CHANGES_ASK,
  insurers: INSURER_CHANGES_ASK, policyTerms: POLICY_TERMS_CHANGES_ASK, policies: POLICY_CHANGES_ASK, coverages: COVERAGE_CHANGES_ASK, invoices: INVOICE_CHANGES_ASK,
  preAuthorizations: PRE_AUTHORIZATION_CHANGES_ASK,
};

/** Rows a page: the most a feed gives, so that two million of them take a few hundred asks. */
export const CHANGES_ROWS = 5_000;

/** The page of a feed behind a cursor, or its first. @throws SourceUnavailableError. */
export async function askChanges(graph: GraphClient, feed: FeedName, after: string | null): Promise<FeedPage> {
  const { changes } = await graph.ask<{ changes: Record<string, readonly unknown[]> & { nextCursor: string; upToDate: boolean; asOf: string } }>(
    DOCUMENTS[feed], { first: CHANGES_ROWS, after },
  );
  const { nextCursor, upToDate, asOf, ...columns } = changes;
  return { columns, rows: Object.values(columns)[0]?.length ?? 0, nextCursor, upToDate, asOf };
}
