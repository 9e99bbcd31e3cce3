import type { House } from '../kit/house.ts';
import { standUp } from '../kit/stand-up.ts';
import type { HouseOptions } from '../kit/stand-up.ts';
import { contextOf } from './context.ts';
import { TIMED, URGENT, regulationJobs } from './jobs/regulation-jobs.ts';
import { RESOLVERS } from './resolvers/regulation-map.ts';
import { serveReleases } from './serve-releases.ts';
import { closeSources } from './sources/regulation-sources.ts';
import type { RegulationSources } from './sources/regulation-sources.ts';
import type { ComplianceFacts } from './store/compliance/compliance-facts.ts';
import { MODEL_FACTS } from './store/compliance/model-facts.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { TABLES } from './store/tables.ts';

export interface RegulationOptions extends HouseOptions {
  /** Closed with the house. */
  readonly sources: RegulationSources;
  /** Base address under which the open-contracting data is reached from outside, for example http://127.0.0.1:4000. */
  readonly publicUrl?: () => string;
  /** What compliance is judged on; the read model when left out. */
  readonly facts?: ComplianceFacts;
}

/** Where the graph is reached in a programme on one machine. */
const LOCAL = 'http://127.0.0.1:4000';

/** The regulators' house: rules, accreditation, no-objection, sealing keys, complaints, eligibility. */
export function openRegulationHouse(options: RegulationOptions): Promise<House> {
  const { sources, facts = MODEL_FACTS } = options;
  const publicUrl = options.publicUrl ?? (() => LOCAL);
  return standUp(
    {
      name: 'regulation',
      resolvers: RESOLVERS,
      tables: TABLES,
      migrations: MIGRATIONS,
      contextOf: (services, envelope, requestId) => contextOf({ ...services, publicUrl, sources, facts }, envelope, requestId),
      tasks: (services) => regulationJobs({ ...services, sources, facts }),
      timed: TIMED,
      urgent: URGENT,
      handle: ({ database }) => serveReleases({ database, publicUrl }),
      closeMore: () => closeSources(sources),
    },
    options,
  );
}
