import type { Migration } from '../../kit/database.ts';
import { RegulationTables1700000000100 } from './regulation-migration.ts';
import { RuleBook1700000000200 } from './rule-book-migration.ts';

/** In order; append only. */
export const MIGRATIONS: readonly Migration[] = [RegulationTables1700000000100, RuleBook1700000000200];
