import type { Envelope } from '../../schema/contracts/identity.ts';
import type { HouseServices, RequestContext } from '../kit/request-context.ts';
import { riyadhDateOf } from '../kit/riyadh-date.ts';
import { createLoaders } from './store/loaders.ts';
import type { InsurersLoaders } from './store/loaders.ts';

/** What a resolver of this house has at hand for one request. */
export interface HouseContext extends RequestContext {
  readonly load: InsurersLoaders;
  /** 'YYYY-MM-DD' in Riyadh. */
  readonly today: string;
}

/** Something another house owns and this one only points to. */
export interface Reference {
  readonly id: string;
}

export function contextOf(services: HouseServices, envelope: Envelope, requestId: string): HouseContext {
  const today = riyadhDateOf(services.now());
  return {
    ...services,
    principal: envelope.principal,
    locale: envelope.locale,
    requestId,
    today,
    load: createLoaders(services.database.manager, envelope.principal, today, services.now),
  };
}
