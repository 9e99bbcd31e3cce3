import { SEALED_BODY_LIMIT } from '../../../../schema/contracts/bid-body.ts';
import type { Fact } from '../../../../schema/contracts/fact.ts';
import { commitmentOf, isSealedTo } from '../../../../schema/contracts/seal-bid.ts';
import { runCommand } from '../../../kit/command.ts';
import type { CommandTransaction } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, conflict, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { askBiddingFacts } from '../../asks/ask-bidding-facts.ts';
import type { BiddingFacts } from '../../asks/ask-bidding-facts.ts';
import { VOID_BID_COMMITMENT, tellBidCommitment } from '../../asks/tell-bid-commitment.ts';
import type { CommitmentTold } from '../../asks/tell-bid-commitment.ts';
import type { HouseContext } from '../../context.ts';
import { bidIdOf } from '../../domain/bid-id.ts';
import { BID_LIFE } from '../../domain/bid-life.ts';
import { outsideBidding } from '../../domain/bidding-window.ts';
import type { BiddingWindow } from '../../domain/bidding-window.ts';
import { bidsToReplace, findBid, insertSealedBid, moveBids } from '../../store/bids.ts';
import { leaveSeat, takeSeat } from '../../store/sealing.ts';
import { lockRound } from '../../store/tender-round.ts';
import type { MutationResolvers, SealBidInput } from '../types.generated.ts';
import { mustOwnInsurer } from '../who-may.ts';

/** A bid that may be written: its hash stands in the associations house. */
interface CommittedBid {
  readonly told: CommitmentTold;
  readonly amendment: number;
  readonly window: BiddingWindow;
  readonly facts: readonly Fact<unknown>[];
}

/**
 * The bid is written only after the associations house has recorded its hash, and no transaction is open while it is
 * told. A process that dies between the two leaves a hash without a body, which opens nothing and hides nothing. The
 * same command sent again finds the same identifier (bid-id.ts), is told that the hash stands, and writes the bid.
 */
export const sealBid: NonNullable<MutationResolvers['sealBid']> = async (_parent, { input }, context) => {
  let committed = null as CommittedBid | null;
  const { answer, problems } = await runCommand(context, 'sealBid', input, {
    gather: async () => (committed = await commit(context, input)),
    decide: (tx, bid) => write(tx, context, input, bid),
  });
  if (answer === null && committed !== null) await leaveSeat(context.database.manager, committed.told, committed.told.bidId);
  return { bid: answer === null ? null : await context.load.bid.load(answer.bidId), problems: [...problems] };
};

async function commit(context: HouseContext, input: SealBidInput): Promise<CommittedBid> {
  const { insurerId, tenderId, lotId, sealedBody, idempotencyKey } = input;
  mustOwnInsurer(context.principal, insurerId);
  if (Buffer.byteLength(sealedBody) > SEALED_BODY_LIMIT) {
    throw new Refused({ code: 'BID_TOO_LARGE', values: { limit: SEALED_BODY_LIMIT }, path: ['input', 'sealedBody'] });
  }
  if (!isId(tenderId)) throw notFound('tender', 'tenderId');
  const asked = await askBiddingFacts(context.graph, tenderId, insurerId, context.requestId);
  const window = mayBeSealed(asked, input, context.now());
  const amendment = Math.max(0, ...(asked.tender?.amendments ?? []).map(({ number }) => number));
  const commitment = await commitmentOf(sealedBody);
  const bidId = bidIdOf({ insurerId, tenderId, lotId, idempotencyKey, commitment, amendment });
  const told: CommitmentTold = { bidId, insurerId, tenderId, lotId, commitment, void: false };
  if (!(await takeSeat(context.database.manager, told, bidId, context.now()))) throw conflict('SEALING');
  try {
    const refusal = await tellBidCommitment(context.graph, told, context.requestId);
    if (refusal !== null) throw new Refused(refusal);
  } catch (error) {
    await leaveSeat(context.database.manager, told, bidId);
    throw error;
  }
  return { told, amendment, window, facts: factsOf(asked, context.now()) };
}

/** @throws Refused with the first thing that stands against sealing a bid now. */
function mayBeSealed({ tender, insurer }: BiddingFacts, input: SealBidInput, now: Date): BiddingWindow {
  if (tender === null) throw notFound('tender', 'tenderId');
  const window = { tenderState: tender.state, endsAt: new Date(tender.calendar.biddingEndsAt), now };
  const outside = outsideBidding(window);
  if (outside !== null) throw new Refused(outside);
  if (!tender.lots.some(({ id }) => id === input.lotId)) throw notFound('lot', 'lotId');
  if (insurer?.accreditation?.inForce !== true) throw new Refused({ code: 'NOT_ACCREDITED', values: { subject: 'insurer' } });
  if (tender.sealingKey === null || !isSealedTo(input.sealedBody, tender.sealingKey.kid)) {
    throw new Refused({ code: 'BID_NOT_SEALED_TO_KEY', path: ['input', 'sealedBody'] });
  }
  return window;
}

function factsOf({ tender, insurer }: BiddingFacts, now: Date): Fact<unknown>[] {
  const asked = { asOf: now.toISOString(), verifiedBy: 'insurers' };
  return [
    { name: 'tender.state', value: tender?.state, source: 'graph:associations', ...asked },
    { name: 'tender.biddingEndsAt', value: tender?.calendar.biddingEndsAt, source: 'graph:associations', ...asked },
    { name: 'insurer.accreditation', value: insurer?.accreditation?.state, source: 'graph:regulation', ...asked },
  ];
}

async function write(tx: CommandTransaction, context: HouseContext, input: SealBidInput, { told, amendment, window, facts }: CommittedBid): Promise<{ bidId: string }> {
  const { bidId } = told;
  if ((await findBid(tx.manager, bidId)) !== null) return { bidId };
  const round = await lockRound(tx.manager, told.tenderId);
  if (round.openedAt !== null) throw new Refused({ code: 'BID_TOO_LATE' });
  if (round.amendment > amendment) throw conflict('AMENDED');
  if (!(await leaveSeat(tx.manager, told, bidId))) throw conflict('SEALING');
  const moves = (await bidsToReplace(tx.manager, told)).map((bid) => {
    const step = takeStep(BID_LIFE, bid.state, 'REPLACE', context.principal.roles, { window, reasons: [] });
    if ('refusal' in step) throw new Refused(step.refusal);
    return { bid, to: step.to };
  });
  await moveBids(tx.manager, moves);
  for (const { bid, to } of moves) {
    tx.audit({ entity: 'Bid', entityId: bid.id, action: 'REPLACE', from: bid.state, to });
    // What an amendment voided is void on both sides already.
    if (bid.state === 'SEALED') await tx.job(VOID_BID_COMMITMENT, { bidId: bid.id });
  }
  await insertSealedBid(tx.manager, { ...told, id: bidId, amendment, sealedAt: context.now() }, input.sealedBody);
  tx.audit({ entity: 'Bid', entityId: bidId, action: 'SEAL', from: null, to: 'SEALED', facts });
  return { bidId };
}
