import type { Migration } from '../../kit/database.ts';
import { ProcurementTables1760000000001 } from './procurement-migration.ts';
import { RosterTables1760000000000 } from './roster-migration.ts';

/** In the order they run. */
export const MIGRATIONS: readonly Migration[] = [RosterTables1760000000000, ProcurementTables1760000000001];
