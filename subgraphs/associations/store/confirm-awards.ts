import type { Fact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { insertAgreement } from './agreements.ts';
import { awardsOf, moveAward } from './awards.ts';
import { moveTender } from './move-tender.ts';

export interface ConfirmFacts {
  readonly now: Date;
  readonly blocked: boolean;
  /** Winners accredited now, by insurer id. */
  readonly accredited: ReadonlySet<string>;
  readonly facts: readonly Fact<unknown>[];
}

/**
 * Ends the standstill: awards of accredited winners become active, each with its agreement to sign; where no winner
 * is accredited any more the tender has failed. @throws Refused SIGNING_BLOCKED, TOO_EARLY, CONFLICT.
 */
export async function confirmAwards(tx: CommandTransaction, tender: Tender, { now, blocked, accredited, facts: evidence }: ConfirmFacts): Promise<void> {
  const awards = await awardsOf(tx.manager, tender.id);
  const lasting = awards.filter(({ insurerId }) => accredited.has(insurerId));
  await moveTender(tx, tender, {
    action: lasting.length > 0 ? 'CONFIRM_AWARD' : 'FAIL_AWARDS',
    actors: ['timer'],
    facts: { now, standstillEndsAt: tender.standstillEndsAt, signingBlocked: blocked },
    evidence,
  });
  for (const award of awards) {
    const lasts = lasting.includes(award);
    await moveAward(tx, award, lasts ? 'ACTIVATE' : 'FAIL', lasts);
    if (lasts) await insertAgreement(tx, tender, award);
  }
}
