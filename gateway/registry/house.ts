import type { House } from '../../subgraphs/kit/house.ts';
import { standUp } from '../../subgraphs/kit/stand-up.ts';
import type { HouseOptions } from '../../subgraphs/kit/stand-up.ts';
import type { Resolve } from '../execution/outside-agent.ts';
import type { OutsideRules } from '../execution/outside-url.ts';
import type { Admission } from './admission.ts';
import { contextOf } from './context.ts';
import type { RegistryServices } from './context.ts';
import type { CheckResult } from './domain/check-result.ts';
import { NOTICE_DAYS } from './domain/field-notice.ts';
import { registryJobs } from './jobs/registry-jobs.ts';
import { namesInGraph } from './names-in-graph.ts';
import { followProviders } from './providers.ts';
import type { ProvidersSettings, RegistryProviders } from './providers.ts';
import { RESOLVERS } from './resolvers/registry-map.ts';
import { createChallengeSource } from './sources/challenge-source.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { TABLES } from './store/tables.ts';
import { writeChecks } from './store/versions.ts';

export interface RegistryOptions extends HouseOptions {
  readonly admission: Admission;
  /** How far a registered address may lead. */
  readonly addresses: OutsideRules;
  /** Days for which a field is deprecated before an insurer may take it out of the graph; 90 when left out. */
  readonly noticeDays?: number;
  /** How names become addresses; the system's way when left out. */
  readonly resolve?: Resolve;
  readonly follow?: Pick<ProvidersSettings, 'pollMs' | 'deafPollMs'>;
  /** Frees what was opened for the registry alone. */
  readonly closeMore?: () => Promise<void>;
}

/** The registry of one gateway process: its part of the graph, and who is plugged in. */
export interface Registry {
  readonly house: House;
  /** Closed with the house. */
  readonly providers: RegistryProviders;
  /** Puts on a version's record what came of composing it into the serving graph. */
  recordComposition(versionId: string, results: readonly CheckResult[]): Promise<void>;
}

/** The plug-in desk: registrations, their versions, and the way of each into the graph. @throws WrongModeError, or the database's own refusal. */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { admission, addresses, noticeDays = NOTICE_DAYS, follow = {} } = options;
  const challenge = createChallengeSource({ rules: addresses, ...(options.resolve === undefined ? {} : { resolve: options.resolve }) });
  const own = { admission, addresses, noticeDays, challenge, namesInGraph };
  const opened: { services?: RegistryServices; providers?: RegistryProviders } = {};
  const house = await standUp(
    {
      name: 'registry',
      resolvers: RESOLVERS,
      tables: TABLES,
      migrations: MIGRATIONS,
      contextOf: (services, envelope, requestId) => contextOf({ ...services, ...own }, envelope, requestId),
      tasks: (services) => registryJobs({ ...services, ...own }),
      async alongside(services) {
        const providers = await followProviders({ manager: services.database.manager, url: options.databaseUrl, log: services.log, ...follow });
        Object.assign(opened, { services: { ...services, ...own }, providers });
        return () => providers.close();
      },
      async closeMore() {
        await challenge.close();
        await options.closeMore?.();
      },
    },
    options,
  );
  const { services, providers } = opened;
  if (services === undefined || providers === undefined) throw new Error('The registry was opened without its providers.');
  return {
    house,
    providers,
    recordComposition: (versionId, results) => writeChecks(services.database.manager, versionId, 'COMPOSITION', services.now(), results),
  };
}
