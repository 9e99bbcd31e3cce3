import type { Migration } from '../../kit/database.ts';
import { AuditAnchors1760000000050 } from './audit/anchor-migration.ts';
import { ComplaintRemedy1760000000060 } from './complaint-remedy-migration.ts';
import { ComplianceModel1760000000020 } from './compliance/compliance-migration.ts';
import { FindingTally1764460000020 } from './compliance/finding-tally-migration.ts';
import { ModelIndexes1764460000010 } from './compliance/model-indexes-migration.ts';
import { PolicyFactsJudged1760000000130 } from './compliance/policy-facts-migration.ts';
import { StatementsIndexed1764460000030 } from './compliance/statements-indexed-migration.ts';
import { PreAuthorizationsJudged1760000000070 } from './compliance/pre-authorizations-migration.ts';
import { FindingsNarrowed1792000000020 } from './compliance/findings-narrowed-migration.ts';
import { RefusedLinesJudged1792000000130 } from './compliance/refused-lines-migration.ts';
import { ServiceClocks1792000000010 } from './compliance/service-clocks-migration.ts';
import { RulesAndFindings1700000000600 } from './findings-migration.ts';
import { FollowedTenders1760000000040 } from './followed-tenders-migration.ts';
import { InspectionCases1760000000080 } from './inspection/inspection-migration.ts';
import { RegulationTables1700000000100 } from './regulation-migration.ts';
import { OpenContracting1700000000700 } from './release-migration.ts';
import { RuleBook1700000000200 } from './rule-book-migration.ts';

/** In order; append only. */
export const MIGRATIONS: readonly Migration[] = [
  RegulationTables1700000000100,
  RuleBook1700000000200,
  RulesAndFindings1700000000600,
  OpenContracting1700000000700,
  ComplianceModel1760000000020,
  FollowedTenders1760000000040,
  AuditAnchors1760000000050,
  ComplaintRemedy1760000000060,
  PreAuthorizationsJudged1760000000070,
  InspectionCases1760000000080,
  ModelIndexes1764460000010,
  ServiceClocks1792000000010,
  FindingsNarrowed1792000000020,
  FindingTally1764460000020,
  StatementsIndexed1764460000030,
  PolicyFactsJudged1760000000130,
  RefusedLinesJudged1792000000130,
];
