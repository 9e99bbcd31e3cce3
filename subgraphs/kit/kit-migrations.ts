import { AuditColumns1700000000002 } from './audit-columns.ts';
import type { Migration } from './database.ts';
import { KitTables1700000000000 } from './kit-tables.ts';

/** Of every house, before its own. In order; append only. */
export const KIT_MIGRATIONS: readonly Migration[] = [KitTables1700000000000, AuditColumns1700000000002];
