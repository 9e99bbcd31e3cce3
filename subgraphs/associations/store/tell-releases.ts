import type { CommandTransaction } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';

/** The job that has the open-contracting releases of a tender made. */
export const TELL_TENDER_RELEASES = 'tell-tender-releases';

/**
 * Has what just happened to a tender released. Who is told asks what there is to tell, so of several tellings that wait one is
 * enough; each carries a key of its own, so that none is taken for an earlier one that was answered.
 */
export function tellReleases(tx: CommandTransaction, tenderId: string): Promise<void> {
  return tx.job(TELL_TENDER_RELEASES, { tenderId, telling: newId() }, { key: `releases:${tenderId}` });
}
