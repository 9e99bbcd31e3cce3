/** Every question the page asks of the public graph. A test holds them against its schema. */

export const WHO_AM_I = `query WhoAmI { complianceOverview { on } }`;

export const PROGRAMME = `query PageProgramme { programme { mode currency } }`;

const PAGE = 'pageInfo { hasNextPage endCursor }';
const TEXT = '{ ar en }';

export const CHOICES = `query PageChoices {
  insurers(first: 100) { edges { node { id name ${TEXT} } } }
  complianceOverview { rows(by: REGION, first: 50) { edges { node { key regionName ${TEXT} } } } }
}`;

export const OVERVIEW = `query PageOverview($scope: ComplianceScopeInput, $on: Date, $region: ID, $size: AssociationSize, $insurerId: ID) {
  complianceOverview(scope: $scope, asOf: $on) {
    on
    figures { code value unit asOf lagSeconds }
    sources { house feed asOf recordedAt lagSeconds upToDate }
  }
  findingTotals(region: $region, size: $size, insurerId: $insurerId) { ruleId severity open answered }
}`;

export const COVERAGE_BY_REGION = `query PageCoverageByRegion($scope: ComplianceScopeInput, $on: Date) {
  complianceOverview(scope: $scope, asOf: $on) {
    rows(by: REGION, first: 50) {
      edges { node { key regionName ${TEXT} figures(of: [COVERED_SHARE, MUST_BE_COVERED, COVERED, IN_GAP]) { code value } } }
    }
  }
}`;

export const FINDINGS_BY_RULE = `query PageFindingsByRule($from: Date!, $to: Date!, $region: ID, $size: AssociationSize, $insurerId: ID) {
  findingCounts(from: $from, to: $to, step: DAY, region: $region, size: $size, insurerId: $insurerId) { ruleId points { on opened closed standing } }
  rules(on: $to) { id title ${TEXT} }
}`;

export const PREMIUMS = `query PagePremiums($scope: ComplianceScopeInput, $on: Date) {
  complianceOverview(scope: $scope, asOf: $on) {
    figures(of: [ANNUAL_PREMIUM]) { value }
    rows(by: ASSOCIATION, first: 12, order: { figure: ANNUAL_PREMIUM, descending: true }) {
      edges { node { key association { name ${TEXT} } figures(of: [ANNUAL_PREMIUM, INSURED_LIVES]) { code value } } }
    }
  }
}`;

export const SAVINGS = `query PageSavings($tender: ID) {
  tender(id: $tender) {
    lots { award { state savings { savingBasisPoints associations { association { id name ${TEXT} } standalone { amount } saving { amount } } } } }
  }
}`;

export const TIMELINE = `query PageTimeline($id: ID) {
  tender(id: $id) { id title ${TEXT} state history { action from to at } calendar { biddingEndsAt } }
}`;

export const TENDERS = `query PageTenders($first: Int, $after: String) {
  tenders(first: $first, after: $after) {
    edges { node { id ocid title ${TEXT} state coverFrom coverTo redFlags { code } bidCommitments { lotId } } } ${PAGE}
  }
}`;

export const TENDER = `query PageTender($id: ID!) {
  tender(id: $id) {
    id ocid title ${TEXT} state coverFrom coverTo recordUrl
    redFlags { code title ${TEXT} group value threshold subject computedAt tendersCompared settings steps inputs { name value } }
    bids { id state sealedAt insurer { name ${TEXT} } }
    complaints { id state filedAt blocksSigning }
    lots { id title ${TEXT} award { state standstillEndsAt amount { amount currency } insurer { name ${TEXT} } savings { savingBasisPoints saving { amount currency } } } }
    releases { id date tag url }
  }
}`;

export const ROWS = `query PageRows($scope: ComplianceScopeInput, $on: Date, $by: ComplianceGroup!, $order: ComplianceFigureOrder, $first: Int, $after: String) {
  complianceOverview(scope: $scope, asOf: $on) {
    rows(by: $by, order: $order, first: $first, after: $after) {
      edges { node {
        key size regionName ${TEXT} insurer { name ${TEXT} } association { name ${TEXT} region { name ${TEXT} } }
        figures(of: [LIVES, MUST_BE_COVERED, COVERED_SHARE, IN_GAP, IN_OVERLAP, ANNUAL_PREMIUM, PREMIUM_LATE, BATCHES_WAITING, IN_TIME_SHARE, INSPECTIONS_LATE]) { code value unit }
      } } ${PAGE}
    }
  }
}`;

export const FINDINGS = `query PageFindings($filter: FindingFilter, $sort: FindingSort, $first: Int, $after: String) {
  findings(filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { node { id ruleId rule { title ${TEXT} } severity state observed openedAt association { name ${TEXT} } insurer { name ${TEXT} } ownerSector subject { kind } } } ${PAGE}
  }
}`;

export const RULES = `query PageRules($on: Date) {
  rules(on: $on) { id title ${TEXT} value unit effectiveFrom effectiveTo source verifiedOn }
}`;

export const FINDING = `query PageFinding($id: ID!) {
  finding(id: $id) {
    id ruleId ruleValue severity state kind observed openedAt changedAt closedAt closedBecause timesOpened appliesOn ownerSector answer answeredAt
    rule { id title ${TEXT} value unit effectiveFrom effectiveTo source verifiedOn }
    association { id name ${TEXT} } insurer { id name ${TEXT} }
    subject { kind id }
    facts { name value source asOf verifiedBy documentReason }
    history { action from to by at reason }
  }
}`;

export const ASSOCIATION = `query PageAssociation($id: ID!, $scope: ComplianceScopeInput, $on: Date) {
  association(id: $id) {
    id name ${TEXT} licenseNumber city region { name ${TEXT} }
    accreditation { state validFrom validTo level }
    policies(first: 20) { edges { node { policyNumber state inceptionDate expiryDate insurer { name ${TEXT} } premium { amount currency } } } }
  }
  complianceOverview(scope: $scope, asOf: $on) { figures { code value unit } }
}`;

export const LIVES = `query PageLives($scope: ComplianceScopeInput, $on: Date, $matter: ComplianceLifeMatter!, $first: Int, $after: String) {
  complianceOverview(scope: $scope, asOf: $on) {
    lives(matter: $matter, first: $first, after: $after) {
      edges { node { member { id } association { id name ${TEXT} } since until covers { id insurerId policy { policyNumber } } } } ${PAGE}
    }
  }
}`;

export const BATCHES = `query PageBatches($scope: ComplianceScopeInput, $on: Date, $first: Int, $after: String) {
  complianceOverview(scope: $scope, asOf: $on) {
    batches(first: $first, after: $after) {
      edges { node { batch { id state } association { id name ${TEXT} } policy { policyNumber } since days } } ${PAGE}
    }
  }
}`;

export const CLOCKS = `query PageClocks($scope: ComplianceScopeInput, $on: Date, $clock: ComplianceClock!, $first: Int, $after: String) {
  complianceOverview(scope: $scope, asOf: $on) {
    preAuthorizations(clock: $clock, first: $first, after: $after) {
      edges { node { preAuthorization { id } insurer { id name ${TEXT} } association { id name ${TEXT} } askedAt answeredAt minutes } } ${PAGE}
    }
  }
}`;

export const COMPLAINTS = `query PageComplaints($filter: ComplaintFilter, $first: Int, $after: String) {
  insurers(first: 100) { edges { node { id name ${TEXT} } } }
  complaints(filter: $filter, first: $first, after: $after) {
    edges { node {
      id lotId complainant state filedAt blocksSigning decisionReason remedyKind
      tender { id title ${TEXT} state lots { id title ${TEXT} award { standstillEndsAt } } }
    } } ${PAGE}
  }
}`;

export const COMPLAINT = `query PageComplaint($id: ID!) {
  insurers(first: 100) { edges { node { id name ${TEXT} } } }
  complaint(id: $id) {
    id lotId complainant grounds state filedAt blocksSigning decisionReason remedy remedyKind orderedAt orderProblems
    history { action from to by at reason }
    tender { id title ${TEXT} state lots { id title ${TEXT} award { standstillEndsAt } } }
  }
}`;

export const INSPECTIONS = `query PageInspections($filter: InspectionFilter, $sort: InspectionSort, $first: Int, $after: String) {
  inspectionCases(filter: $filter, sort: $sort, first: $first, after: $after) {
    edges { node { id title severity state owner assignee openedAt dueAt association { id name ${TEXT} } insurer { id name ${TEXT} } } } ${PAGE}
  }
}`;

export const INSPECTION = `query PageInspection($id: ID!) {
  inspectionCase(id: $id) {
    id title severity state owner assignee openedAt dueAt answer answeredAt closedAt
    association { id name ${TEXT} } insurer { id name ${TEXT} } finding { id ruleId observed state }
    notes { id at by text shared } history { action from to by at reason }
  }
}`;

const LIFE = `life { code title ${TEXT} } initial { code } final { code } states { code title ${TEXT} }
  steps { action { code title ${TEXT} } from { code title ${TEXT} } to { code title ${TEXT} } actors { code title ${TEXT} } conditional }`;

export const ROLE_MATRIX = `query PageRoleMatrix {
  roleMatrix { associations { ${LIFE} } insurers { ${LIFE} } regulation { ${LIFE} } registry { ${LIFE} } }
}`;

const ENTRIES = `(first: $first, after: $after, filter: $filter)`;
const ENTRY = `{ edges { node { seq at subject organisation roles onBehalfOf purpose entity entityId action from to reason facts { name value source } hash } } ${PAGE} }`;

/** One house's part of the trail is asked for at a time. */
export const AUDIT_ENTRIES = `query PageAuditEntries(
  $filter: AuditFilter, $first: Int, $after: String, $associations: Boolean!, $insurers: Boolean!, $regulation: Boolean!, $registry: Boolean!
) {
  auditTrail {
    associations${ENTRIES} @include(if: $associations) ${ENTRY}
    insurers${ENTRIES} @include(if: $insurers) ${ENTRY}
    regulation${ENTRIES} @include(if: $regulation) ${ENTRY}
    registry${ENTRIES} @include(if: $registry) ${ENTRY}
  }
}`;

const ANCHOR = `{ edges { node { seq hash at } } }`;

export const ANCHORS = `query PageAnchors {
  auditTrail {
    associations: anchors(house: "associations", first: 20) ${ANCHOR}
    insurers: anchors(house: "insurers", first: 20) ${ANCHOR}
    regulation: anchors(house: "regulation", first: 20) ${ANCHOR}
    registry: anchors(house: "registry", first: 20) ${ANCHOR}
  }
}`;

const HASHES = `{ edges { node { seq hash at } } }`;

/** The entries that the anchors name, as their houses hold them now, and the last of each. */
export const ANCHORED = `query PageAnchored($associations: AuditFilter!, $insurers: AuditFilter!, $regulation: AuditFilter!, $registry: AuditFilter!) {
  auditTrail {
    associations(first: 20, filter: $associations) ${HASHES} associationsLast: associations(first: 1) ${HASHES}
    insurers(first: 20, filter: $insurers) ${HASHES} insurersLast: insurers(first: 1) ${HASHES}
    regulation(first: 20, filter: $regulation) ${HASHES} regulationLast: regulation(first: 1) ${HASHES}
    registry(first: 20, filter: $registry) ${HASHES} registryLast: registry(first: 1) ${HASHES}
  }
}`;

/** The one question about a person; it is sent with a purpose. */
export const PERSON = `query PagePerson($id: ID!) {
  member(id: $id) { id fullName ${TEXT} nationalId birthDate relationship association { name ${TEXT} } }
}`;
