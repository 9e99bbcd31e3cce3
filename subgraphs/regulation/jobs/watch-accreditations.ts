import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { ownContext } from '../context.ts';
import type { CommandContext, RegulationServices } from '../context.ts';
import { expireOverdue } from './expire-accreditations.ts';
import { suspendLapsed } from './suspend-lapsed.ts';

export const WATCH_ACCREDITATIONS = 'watch-accreditations';

/** Just after midnight in Riyadh, in UTC: what ended yesterday is EXPIRED before anybody's working day. */
export const WATCH_AT = '5 21 * * *';

/** The daily look at every accreditation. Safe to run twice: it only moves what stands where it should not. */
export async function runWatchAccreditations(services: RegulationServices): Promise<void> {
  const context: CommandContext = ownContext(services, WATCH_ACCREDITATIONS);
  const today = riyadhDateOf(services.now());
  await expireOverdue(context, today);
  await suspendLapsed(context, 'INSURER', today);
  await suspendLapsed(context, 'ASSOCIATION', today);
}
