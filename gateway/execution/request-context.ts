import type { OperationLife } from '../limits/operation-life.ts';
import type { Masked, Told } from './planned-execution.ts';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';

/** What is known of a request before its operation is read. */
export interface RequestContext {
  readonly principal: Principal;
  readonly locale: Locale;
  readonly requestId: string;
  readonly life: OperationLife;
  /** When it came in, in milliseconds of the process. */
  readonly since: number;
  /** Where the events of a subscription go; left out where they cannot be passed on. */
  readonly stream?: EventStream;
  /** What it was answered, when it ran before the server came to run it. */
  readonly told?: Told;
}

/** A connection over which one caller is told events as they come. */
export interface EventStream {
  /** Aborted when no further event is wanted; the reason is what the caller is told, if still there. */
  readonly over: AbortSignal;
  /** Aborted when the caller has left. */
  readonly left: AbortSignal;
  /** Whether the way in which it was asked for may only read. */
  readonly readsOnly: boolean;
  /** Takes the events of the subscription that was asked. */
  take(events: AsyncIterable<Masked>): void;
}
