import type { Envelope } from '../../schema/contracts/identity.ts';
import { timerContext } from '../kit/request-context.ts';
import type { HouseServices, RequestContext } from '../kit/request-context.ts';
import type { RegulationSources } from './sources/regulation-sources.ts';
import type { ComplianceFacts } from './store/compliance/compliance-facts.ts';
import { createRegulationLoaders } from './store/loaders.ts';
import type { RegulationLoaders } from './store/loaders.ts';

export interface RegulationServices extends HouseServices {
  readonly sources: RegulationSources;
  /** What compliance is judged on. */
  readonly facts: ComplianceFacts;
}

/** What a command has at hand, whether a request or a timer began it. */
export interface CommandContext extends RequestContext, RegulationServices {
  readonly loaders: RegulationLoaders;
}

/** What a resolver of this house has at hand for one request. */
export interface HouseContext extends CommandContext {
  /** Base address under which everyone reaches what this house publishes, without a slash at its end. */
  readonly publicUrl: () => string;
}

export function contextOf(services: RegulationServices & Pick<HouseContext, 'publicUrl'>, envelope: Envelope, requestId: string): HouseContext {
  return { ...services, principal: envelope.principal, locale: envelope.locale, requestId, loaders: createRegulationLoaders(services.database.manager) };
}

/** For the house's own timers and jobs. */
export function ownContext(services: RegulationServices, requestId: string): CommandContext {
  return { ...services, ...timerContext(services, requestId), loaders: createRegulationLoaders(services.database.manager) };
}
