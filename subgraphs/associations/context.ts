import type { EntityManager } from 'typeorm';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { HouseServices, RequestContext } from '../kit/request-context.ts';
import type { BankConnector } from './sources/bank.ts';
import { createDisclosures } from './store/disclosures.ts';
import type { Disclosures } from './store/disclosures.ts';
import { createProcurementLoaders } from './store/procurement-loaders.ts';
import type { ProcurementLoaders } from './store/procurement-loaders.ts';
import { createRosterLoaders } from './store/roster-loaders.ts';
import type { RosterLoaders } from './store/roster-loaders.ts';

/** Outside sources this house asks by itself. */
export interface AssociationsSources {
  readonly bank: BankConnector;
}

/** What a resolver of this house has at hand for one request. */
export interface HouseContext extends RequestContext {
  readonly roster: RosterLoaders;
  readonly procurement: ProcurementLoaders;
  /** Puts on record whose identity was shown to this request's principal. */
  readonly disclosures: Disclosures;
  readonly sources: AssociationsSources;
  /** Base address under which a signed upload can be reached from outside. */
  readonly publicUrl: () => string;
}

export interface AssociationsServices extends HouseServices {
  readonly sources: AssociationsSources;
  readonly publicUrl: () => string;
}

export function contextOf(services: AssociationsServices, envelope: Envelope, requestId: string): HouseContext {
  const manager: EntityManager = services.database.manager;
  return {
    ...services,
    principal: envelope.principal,
    locale: envelope.locale,
    requestId,
    roster: createRosterLoaders(manager),
    procurement: createProcurementLoaders(manager),
    disclosures: createDisclosures(services, envelope.principal),
  };
}
