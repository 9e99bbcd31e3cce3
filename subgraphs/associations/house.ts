import { auditResolvers } from '../kit/audit-resolvers.ts';
import type { House } from '../kit/house.ts';
import { FACT_RESOLVERS, SHARED_RESOLVERS } from '../kit/resolvers.ts';
import { roleMatrixResolvers } from '../kit/role-matrix.ts';
import { LIVES } from './domain/lives.ts';
import { standUp } from '../kit/stand-up.ts';
import type { HouseOptions } from '../kit/stand-up.ts';
import { TELL_CHANGES } from '../kit/change-tracking.ts';
import { tellChangesTask } from '../kit/tell-changes.ts';
import { tellNoteChanges } from './asks/note-changes.ts';
import { contextOf } from './context.ts';
import type { AssociationsSources } from './context.ts';
import { PROCUREMENT_MUTATIONS, PROCUREMENT_QUERIES, PROCUREMENT_TYPES } from './resolvers/procurement-map.ts';
import { ROSTER_MUTATIONS, ROSTER_QUERIES, ROSTER_TYPES } from './resolvers/roster-map.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { handleUpload } from './store/receive-upload.ts';
import { TABLES } from './store/tables.ts';
import { procurementJobs } from './jobs/procurement-jobs.ts';
import { ROSTER_TIMERS, rosterJobs } from './jobs/roster-jobs.ts';

export interface AssociationsOptions extends HouseOptions {
  readonly sources: AssociationsSources & { close?(): Promise<void> };
  /** Base address under which a signed upload can be reached from outside, for example http://127.0.0.1:4000. */
  readonly publicUrl: () => string;
}

/** The house of associations and their council: rosters, demand, tenders, agreements, enrollment. */
export function openAssociationsHouse(options: AssociationsOptions): Promise<House> {
  const { sources, publicUrl } = options;
  const own = { sources, publicUrl };
  return standUp(
    {
      name: 'associations',
      resolvers: {
        ...SHARED_RESOLVERS,
        ...FACT_RESOLVERS,
        ...auditResolvers('associations'),
        ...roleMatrixResolvers('associations', LIVES),
        ...ROSTER_TYPES,
        ...PROCUREMENT_TYPES,
        Query: { ...ROSTER_QUERIES, ...PROCUREMENT_QUERIES },
        Mutation: { ...ROSTER_MUTATIONS, ...PROCUREMENT_MUTATIONS },
      },
      tables: TABLES,
      migrations: MIGRATIONS,
      contextOf: (services, envelope, requestId) => contextOf({ ...services, ...own }, envelope, requestId),
      tasks: (services) => ({
        ...rosterJobs({ ...services, ...own }),
        ...procurementJobs({ ...services, ...own }),
        [TELL_CHANGES]: tellChangesTask(services, (key) => tellNoteChanges(services.graph, key)),
      }),
      timed: ROSTER_TIMERS,
      handle: (services) => handleUpload({ ...services, ...own }),
      closeMore: async () => sources.close?.(),
    },
    options,
  );
}
