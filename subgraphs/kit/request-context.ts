import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import type { FieldCipher } from './field-cipher.ts';
import type { GraphClient } from './graph-client.ts';
import { actingFor } from './on-behalf.ts';

/** What a house has for as long as it is up. */
export interface HouseServices {
  readonly database: DataSource;
  readonly graph: GraphClient;
  readonly cipher: FieldCipher;
  readonly mode: ProgrammeMode;
  readonly log: Logger;
  /** The clock. A test may give another. */
  readonly now: () => Date;
}

/** What one request brings: who asks, and in which language. Every house's context extends it. */
export interface RequestContext extends HouseServices {
  readonly principal: Principal;
  readonly locale: Locale;
  readonly requestId: string;
}

/** A context for work nobody asked for over the wire: a timer or a job of the house itself. */
export function timerContext(services: HouseServices, requestId: string): RequestContext {
  return {
    ...services,
    principal: { subject: 'timer', organisation: null, roles: [], scopes: [], purpose: null, onBehalfOf: actingFor() },
    locale: 'en',
    requestId,
  };
}
