import type { House } from '../kit/house.ts';
import { standUp } from '../kit/stand-up.ts';
import type { HouseOptions } from '../kit/stand-up.ts';
import { contextOf } from './context.ts';
import { BILLING_TIMED } from './jobs/billing/billing-jobs.ts';
import { insurersJobs } from './jobs/insurers-jobs.ts';
import { NETWORK_RESOLVERS } from './resolvers/network/resolver-map.ts';
import { RESOLVERS } from './resolvers/resolver-map.ts';
import { MIGRATIONS } from './store/migrations.ts';
import { TABLES } from './store/tables.ts';

/** The house of the insurers: plans, sealed bids, policies, cover and its premium; beside it, the network's default. */
export function openInsurersHouse(options: HouseOptions): Promise<House> {
  return standUp({
    name: 'insurers', resolvers: RESOLVERS, tables: TABLES, migrations: MIGRATIONS, contextOf, tasks: insurersJobs, timed: BILLING_TIMED,
    beside: { name: 'insurer-network', resolvers: NETWORK_RESOLVERS },
  }, options);
}
