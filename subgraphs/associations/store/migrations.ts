import type { Migration } from '../../kit/database.ts';
import { RosterTables1760000000000 } from './roster-migration.ts';

/** In the order they run. */
export const MIGRATIONS: readonly Migration[] = [RosterTables1760000000000];
