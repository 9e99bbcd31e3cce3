import type { OperationLife } from '../limits/operation-life.ts';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';

/** What is known of a request before its operation is read. */
export interface RequestContext {
  readonly principal: Principal;
  readonly locale: Locale;
  readonly requestId: string;
  readonly life: OperationLife;
}
