import type { Migration } from '../../kit/database.ts';
import { ChangesFollowed1760000000010 } from './change-migration.ts';
import { LivesEntered1760000000110 } from './entered-at-migration.ts';
import { ProcurementTables1760000000001 } from './procurement-migration.ts';
import { ReEvaluation1760000000060 } from './re-evaluation-migration.ts';
import { RosterTables1760000000000 } from './roster-migration.ts';

/** In the order they run. */
export const MIGRATIONS: readonly Migration[] = [RosterTables1760000000000, ProcurementTables1760000000001, ChangesFollowed1760000000010, ReEvaluation1760000000060, LivesEntered1760000000110];
