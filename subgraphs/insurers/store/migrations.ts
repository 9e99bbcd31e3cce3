import type { Migration } from '../../kit/database.ts';
import { InsurersTables1700000000400 } from './insurers-tables-migration.ts';

export const MIGRATIONS: readonly Migration[] = [InsurersTables1700000000400];
