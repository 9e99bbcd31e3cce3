import { PROCUREMENT_TABLES } from './procurement-tables.ts';
import { ROSTER_TABLES } from './roster-tables.ts';

/** Every table of this house. */
export const TABLES = [...ROSTER_TABLES, ...PROCUREMENT_TABLES];
