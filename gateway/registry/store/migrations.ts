import type { Migration } from '../../../subgraphs/kit/database.ts';
import { MovedAddress1700000000200 } from './moved-address-migration.ts';
import { RegistryTables1700000000100 } from './registry-migration.ts';

/** In order; append only. */
export const MIGRATIONS: readonly Migration[] = [RegistryTables1700000000100, MovedAddress1700000000200];
