import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import { readHistories } from '../../../subgraphs/kit/audit.ts';
import type { TransitionRow } from '../../../subgraphs/kit/audit.ts';
import { createLoader, createManyLoader } from '../../../subgraphs/kit/loader.ts';
import { readRegistrations } from './registrations.ts';
import { readStandingsOf } from './standings.ts';
import { readChecks, readVersions, readVersionsOf } from './versions.ts';

/** Everything a list may ask of each of its items, each in one statement. Made anew for every request. */
export type RegistryLoaders = ReturnType<typeof createRegistryLoaders>;

export function createRegistryLoaders(manager: EntityManager) {
  const historiesOf = (entity: string) =>
    new DataLoader<string, TransitionRow[]>((ids) => readHistories(manager, entity, ids), { maxBatchSize: 1_000 });
  return {
    registration: createLoader((ids) => readRegistrations(manager, ids), (row) => row.id),
    registrationHistory: historiesOf('SubgraphRegistration'),
    version: createLoader((ids) => readVersions(manager, ids), (row) => row.id),
    versionsOfRegistration: createManyLoader((ids) => readVersionsOf(manager, ids), (row) => row.registrationId),
    versionHistory: historiesOf('SubgraphVersion'),
    checksOfVersion: createManyLoader((ids) => readChecks(manager, ids), (row) => row.versionId),
    standingOfInsurer: createLoader((ids) => readStandingsOf(manager, ids), (row) => row.insurerId),
  };
}
