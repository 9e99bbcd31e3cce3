import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { readHistories } from '../../kit/audit.ts';
import { createLoader, createManyLoader } from '../../kit/loader.ts';
import { createPageLoader } from '../../kit/page-loader.ts';
import type { EnrollmentLineState } from '../domain/enrollment/enrollment-line.ts';
import { readAssociations, readAssociationsByLicense } from './association-rows.ts';
import { readBatches, readBatchPages, readLinePages, readTallies } from './enrollment-rows.ts';
import { countLives, readDependents, readMembers, readRosterPages } from './member-rows.ts';
import { readImportPages, readRejectionPages, readRosterImports } from './roster-imports.ts';

export type RosterLoaders = ReturnType<typeof createRosterLoaders>;

/** What one request reads of associations, rosters and enrollment: each kind of thing in one statement for all who ask. */
export function createRosterLoaders(manager: EntityManager) {
  const linePages = new Map<EnrollmentLineState | null, ReturnType<typeof linePageLoader>>();
  const linePageLoader = (state: EnrollmentLineState | null) =>
    createPageLoader((keys, page) => readLinePages(manager, keys, page, state));
  const lives = createLoader((ids) => countLives(manager, ids), (row) => row.associationId);
  return {
    association: createLoader((ids) => readAssociations(manager, ids), (row) => row.id),
    associationByLicense: createLoader((numbers) => readAssociationsByLicense(manager, numbers), (row) => row.licenseNumber),
    livesOf: async (associationId: string): Promise<number> => (await lives.load(associationId))?.lives ?? 0,
    roster: createPageLoader((ids, page) => readRosterPages(manager, ids, page, false)),
    employees: createPageLoader((ids, page) => readRosterPages(manager, ids, page, true)),
    member: createLoader((ids) => readMembers(manager, ids), (row) => row.id),
    /** By `<association>/<employee>`. */
    dependents: createManyLoader(
      (keys) => readDependents(manager, keys.map((key) => key.split('/')).map(([associationId = '', id = '']) => ({ associationId, id }))),
      (row) => `${row.associationId}/${row.subscriberId}`,
    ),
    rosterImport: createLoader((ids) => readRosterImports(manager, ids), (row) => row.id),
    rosterImports: createPageLoader((ids, page) => readImportPages(manager, ids, page)),
    /** By `<association>/<import>`. */
    rejections: createPageLoader((keys, page) => readRejectionPages(manager, keys, page)),
    batch: createLoader((ids) => readBatches(manager, ids), (row) => row.id),
    batches: createPageLoader((ids, page) => readBatchPages(manager, ids, page)),
    /** By `<association>/<batch>`. */
    tally: new DataLoader((keys: readonly string[]) => readTallies(manager, keys)),
    batchHistory: new DataLoader((ids: readonly string[]) => readHistories(manager, 'EnrollmentBatch', ids)),
    /** By `<association>/<batch>`. */
    linesIn: (state: EnrollmentLineState | null) => {
      const loader = linePages.get(state) ?? linePageLoader(state);
      linePages.set(state, loader);
      return loader;
    },
  };
}
