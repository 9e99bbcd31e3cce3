import type { Envelope } from '../../schema/contracts/identity.ts';
import { timerContext } from '../../subgraphs/kit/request-context.ts';
import type { HouseServices, RequestContext } from '../../subgraphs/kit/request-context.ts';
import type { OutsideRules } from '../execution/outside-url.ts';
import type { Admission } from './admission.ts';
import type { ChallengeSource } from './sources/challenge-source.ts';
import { createRegistryLoaders } from './store/loaders.ts';
import type { RegistryLoaders } from './store/loaders.ts';

export interface RegistryServices extends HouseServices {
  readonly admission: Admission;
  readonly challenge: ChallengeSource;
  /** How far a registered address may lead. */
  readonly addresses: OutsideRules;
  /** Days for which a field is deprecated before an insurer may take it out of the graph. */
  readonly noticeDays: number;
  /** Names of the programme's own types and fields, which no namespace may begin. */
  readonly namesInGraph: () => Promise<readonly string[]>;
}

/** What a resolver of the registry has at hand for one request. */
export interface HouseContext extends RequestContext, RegistryServices {
  readonly loaders: RegistryLoaders;
}

export function contextOf(services: RegistryServices, envelope: Envelope, requestId: string): HouseContext {
  return { ...services, principal: envelope.principal, locale: envelope.locale, requestId, loaders: createRegistryLoaders(services.database.manager) };
}

/** For the registry's own jobs. */
export function ownContext(services: RegistryServices, requestId: string): HouseContext {
  return { ...services, ...timerContext(services, requestId), loaders: createRegistryLoaders(services.database.manager) };
}
