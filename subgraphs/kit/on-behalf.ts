import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from '../../schema/contracts/identity.ts';
import { hasRole } from '../../schema/contracts/identity.ts';

/**
 * For whom whatever runs now is done. A house asks and tells in a hundred places, often by a job long after the request:
 * carried beside the work, and not through every one of them, it cannot be left out of any.
 */
const acting = new AsyncLocalStorage<string | null>();

/** Whoever caused what runs now; null for what the house does of itself. */
export function actingFor(): string | null {
  return acting.getStore() ?? null;
}

export function actFor<Result>(whom: string | null, work: () => Result): Result {
  return acting.run(whom, work);
}

/** As the trail names who caused something: the subject of the token, with its organisation. A house names whoever asked it, and itself never. */
export function causeOf(principal: Principal): string | null {
  if (hasRole(principal, 'service')) return principal.onBehalfOf ?? null;
  if (principal.roles.length === 0) return null;
  return principal.organisation === null ? principal.subject : `${principal.subject} (${principal.organisation})`;
}
