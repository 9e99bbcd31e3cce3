import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { readHistories } from '../../kit/audit.ts';
import type { TransitionRow } from '../../kit/audit.ts';
import { readInspections, readNotes } from './inspection/inspections.ts';
import { createLoader, createManyLoader } from '../../kit/loader.ts';
import { rulesOn } from '../domain/rule-evaluation.ts';
import { readAccreditations, readCurrent } from './accreditations.ts';
import { readBenefits, readSchedulesById } from './benefit-schedules.ts';
import { readEvaluations } from './compliance/evaluations.ts';
import { createFindingsLoader } from './compliance/findings-loader.ts';
import { readFindings } from './compliance/read-findings.ts';
import { readBlocks, readComplaints, readComplaintsOf } from './complaints.ts';
import { readDecisions, readDecisionsOf } from './eligibility-decisions.ts';
import { readNoObjections } from './no-objections.ts';
import { readRuleBook, readRuleVersions, ruleKeyOf } from './rules.ts';
import type { RuleKey } from './rules.ts';
import type { RuleRow } from './rule-tables.ts';
import { readRedFlagsOf } from './red-flags.ts';
import { readReleasesOf } from './releases.ts';
import { readSealingKeys } from './sealing-keys.ts';

/** Everything a list may ask of each of its items, each in one statement. Made anew for every request. */
export type RegulationLoaders = ReturnType<typeof createRegulationLoaders>;

export function createRegulationLoaders(manager: EntityManager) {
  const historiesOf = (entity: string) =>
    new DataLoader<string, TransitionRow[]>((ids) => readHistories(manager, entity, ids), { maxBatchSize: 1_000 });
  const accreditationBook = once(() => readRuleBook(manager, 'A'));
  return {
    accreditation: createLoader((ids) => readAccreditations(manager, ids), (row) => row.id),
    ofAssociation: createLoader((ids) => readCurrent(manager, 'ASSOCIATION', ids), (row) => row.subjectId),
    ofInsurer: createLoader((ids) => readCurrent(manager, 'INSURER', ids), (row) => row.subjectId),
    accreditationHistory: historiesOf('Accreditation'),
    /** Rules about accreditation on a day. */
    accreditationRules: async (on: string) => rulesOn(await accreditationBook(), on),
    rule: new DataLoader<RuleKey, RuleRow | null, string>(async (keys) => {
      const rows = new Map((await readRuleVersions(manager, keys)).map((row) => [ruleKeyOf(row), row]));
      return keys.map((key) => rows.get(ruleKeyOf(key)) ?? null);
    }, { cacheKeyFn: ruleKeyOf }),
    schedule: createLoader((ids) => readSchedulesById(manager, ids), (row) => row.id),
    benefits: createManyLoader((ids) => readBenefits(manager, ids), (row) => row.scheduleId),
    noObjection: createLoader((ids) => readNoObjections(manager, ids), (row) => row.tenderId),
    sealingKey: createLoader((ids) => readSealingKeys(manager, ids), (row) => row.tenderId),
    releasesOfTender: createManyLoader((ids) => readReleasesOf(manager, ids), (row) => row.tenderId),
    redFlagsOfTender: createManyLoader((ids) => readRedFlagsOf(manager, ids), (row) => row.tenderId),
    complaint: createLoader((ids) => readComplaints(manager, ids), (row) => row.id),
    complaintsOfTender: createManyLoader((ids) => readComplaintsOf(manager, ids), (row) => row.tenderId),
    blocks: createManyLoader((ids) => readBlocks(manager, ids), (row) => row.tenderId),
    complaintHistory: historiesOf('Complaint'),
    inspection: createLoader((ids) => readInspections(manager, ids), (row) => row.id),
    notesOfInspection: createManyLoader((ids) => readNotes(manager, ids), (row) => row.inspectionId),
    inspectionHistory: historiesOf('InspectionCase'),
    decision: createLoader((ids) => readDecisions(manager, ids), (row) => row.id),
    finding: createLoader((ids) => readFindings(manager, ids), (row) => row.id),
    findingHistory: historiesOf('Finding'),
    findingsOf: createFindingsLoader(manager),
    evaluation: createLoader((ids) => readEvaluations(manager, ids), (row) => row.id),
    decisionsOfMember: createManyLoader((ids) => readDecisionsOf(manager, ids), (row) => row.memberId),
  };
}

function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let kept: Promise<Value> | null = null;
  return () => (kept ??= read());
}
