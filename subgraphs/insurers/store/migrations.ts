import type { Migration } from '../../kit/database.ts';
import { Billing1790000000010 } from './billing/billing-migration.ts';
import { ChangesFollowed1760000000010 } from './change-migration.ts';
import { InsurersTables1700000000400 } from './insurers-tables-migration.ts';
import { InsurerNetwork1770000000010 } from './network-migration.ts';
import { PolicyFactsFollowed1790000000040 } from './policy-facts-migration.ts';
import { PreAuthorizationsFollowed1790000000020 } from './pre-authorization-changes-migration.ts';

export const MIGRATIONS: readonly Migration[] = [InsurersTables1700000000400, ChangesFollowed1760000000010, InsurerNetwork1770000000010, Billing1790000000010, PreAuthorizationsFollowed1790000000020, PolicyFactsFollowed1790000000040];
