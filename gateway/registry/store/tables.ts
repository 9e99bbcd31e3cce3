import type { EntitySchema } from 'typeorm';
import { NAMESPACE_TABLE, REGISTRATION_TABLE } from './registration-table.ts';
import { TOLD_ACCREDITATION_TABLE } from './told-accreditation-table.ts';
import { CHECK_TABLE, VERSION_TABLE } from './version-table.ts';

/** Every table of the registry. */
export const TABLES = [REGISTRATION_TABLE, NAMESPACE_TABLE, VERSION_TABLE, CHECK_TABLE, TOLD_ACCREDITATION_TABLE] as unknown as readonly EntitySchema[];
