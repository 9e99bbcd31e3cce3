import type { Envelope } from '../../schema/contracts/identity.ts';
import { timerContext } from '../kit/request-context.ts';
import type { HouseServices, RequestContext } from '../kit/request-context.ts';
import type { RegulationSources } from './sources/regulation-sources.ts';
import { createRegulationLoaders } from './store/loaders.ts';
import type { RegulationLoaders } from './store/loaders.ts';

export interface RegulationServices extends HouseServices {
  readonly sources: RegulationSources;
}

/** What a resolver of this house has at hand for one request. */
export interface HouseContext extends RequestContext, RegulationServices {
  readonly loaders: RegulationLoaders;
}

export function contextOf(services: RegulationServices, envelope: Envelope, requestId: string): HouseContext {
  return { ...services, principal: envelope.principal, locale: envelope.locale, requestId, loaders: createRegulationLoaders(services.database.manager) };
}

/** For the house's own timers and jobs. */
export function ownContext(services: RegulationServices, requestId: string): HouseContext {
  return { ...services, ...timerContext(services, requestId), loaders: createRegulationLoaders(services.database.manager) };
}
