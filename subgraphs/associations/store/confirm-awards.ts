import type { Fact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import type { Award } from '../domain/procurement/award.ts';
import type { SigningBlocks } from '../domain/procurement/signing-blocks.ts';
import { blocksLot } from '../domain/procurement/signing-blocks.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { lookAgainAt } from '../domain/procurement/tender-timetable.ts';
import { agreementsOf, insertAgreement, isSigned } from './agreements.ts';
import { awardsOf, moveAward } from './awards.ts';
import { moveTender } from './move-tender.ts';

export interface ConfirmFacts {
  readonly now: Date;
  readonly blocks: SigningBlocks;
  /** Winners accredited now, by insurer id. */
  readonly accredited: ReadonlySet<string>;
  readonly facts: readonly Fact<unknown>[];
}

/**
 * Ends the standstill of every award whose time is over and whose lot nobody complains about: those of accredited
 * winners become active, each with its agreement to sign. Lots that a complaint holds up wait, and the others go on;
 * where no award stands or may still, the tender has failed. @throws Refused SIGNING_BLOCKED, TOO_EARLY, CONFLICT.
 */
export async function confirmAwards(tx: CommandTransaction, tender: Tender, { now, blocks, accredited, facts: evidence }: ConfirmFacts): Promise<void> {
  const awards = await awardsOf(tx.manager, tender.id);
  const pending = awards.filter(({ state }) => state === 'PENDING');
  const due = pending.filter((award) => standstillIsOver(award, now) && !blocksLot(blocks, award.lotId));
  const lasting = due.filter(({ insurerId }) => accredited.has(insurerId));
  const waiting = pending.length - due.length;
  const stands = lasting.length > 0 || awards.some(({ state }) => state === 'ACTIVE') || waiting > 0 || tender.state === 'EVALUATION';
  const ends = pending.length === 0 ? tender.standstillEndsAt : earliestEnd(pending);
  const moved = await moveTender(tx, tender, {
    action: stands ? 'CONFIRM_AWARD' : 'FAIL_AWARDS',
    actors: ['timer'],
    facts: { now, standstillEndsAt: ends, signingBlocked: pending.length > 0 && due.length === 0 && pending.some((award) => standstillIsOver(award, now)) },
    evidence,
  }, waiting > 0 ? { nextCheckAt: lookAgainAt(tender, now) } : {});
  for (const award of due) {
    const lasts = lasting.includes(award);
    await moveAward(tx, award, lasts ? 'ACTIVATE' : 'FAIL', lasts);
    if (lasts) await insertAgreement(tx, tender, award);
  }
  await contractWhenSigned(tx, moved, now);
}

/** Contracts once every agreement is signed and no award waits any more. */
export async function contractWhenSigned(tx: CommandTransaction, tender: Tender, now: Date): Promise<void> {
  if (tender.state !== 'AWARDED') return;
  const awards = await awardsOf(tx.manager, tender.id);
  if (awards.some(({ state }) => state === 'PENDING')) return;
  const standing = new Set(awards.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id));
  const agreements = (await agreementsOf(tx.manager, [tender.id])).filter(({ awardId }) => standing.has(awardId));
  if (agreements.length > 0 && agreements.every(isSigned)) await moveTender(tx, tender, { action: 'CONTRACT', actors: ['timer'], facts: { now } });
}

function standstillIsOver({ standstillEndsAt }: Award, now: Date): boolean {
  return standstillEndsAt !== null && now >= standstillEndsAt;
}

function earliestEnd(awards: readonly Award[]): Date | null {
  return awards.reduce<Date | null>((earliest, { standstillEndsAt: end }) => (end !== null && (earliest === null || end < earliest) ? end : earliest), null);
}
