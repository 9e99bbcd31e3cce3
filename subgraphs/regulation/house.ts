import type { House } from '../kit/house.ts';
import { standUp } from '../kit/stand-up.ts';
import type { HouseOptions } from '../kit/stand-up.ts';
import { contextOf } from './context.ts';
import { TIMED, regulationJobs } from './jobs/regulation-jobs.ts';
import { RESOLVERS } from './resolvers/regulation-map.ts';
import { closeSources } from './sources/regulation-sources.ts';
import type { RegulationSources } from './sources/regulation-sources.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { TABLES } from './store/tables.ts';

export interface RegulationOptions extends HouseOptions {
  /** Closed with the house. */
  readonly sources: RegulationSources;
}

/** The regulators' house: rules, accreditation, no-objection, sealing keys, complaints, eligibility. */
export function openRegulationHouse(options: RegulationOptions): Promise<House> {
  const { sources } = options;
  return standUp(
    {
      name: 'regulation',
      resolvers: RESOLVERS,
      tables: TABLES,
      migrations: MIGRATIONS,
      contextOf: (services, envelope, requestId) => contextOf({ ...services, sources }, envelope, requestId),
      tasks: (services) => regulationJobs({ ...services, sources }),
      timed: TIMED,
      closeMore: () => closeSources(sources),
    },
    options,
  );
}
