import type { CommandOutcome } from '../../kit/command.ts';
import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices, RequestContext } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { gatherFreezeFacts } from './freeze-facts.ts';
import { askSigningBlock } from '../asks/signing-block.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import type { TenderAction } from '../domain/procurement/tender-life.ts';
import { blocksAny } from '../domain/procurement/signing-blocks.ts';
import { endOfCover, lookAgainAt } from '../domain/procurement/tender-timetable.ts';
import { mostStanding } from '../store/bid-commitments.ts';
import { confirmAwards } from '../store/confirm-awards.ts';
import { cancelAwards } from '../store/cancel-awards.ts';
import { openEnquiries } from '../store/enquiries.ts';
import { freezePool } from '../store/freeze-pool.ts';
import { moveTender, setTimer } from '../store/move-tender.ts';
import { tendersById } from '../store/tenders.ts';

type Outcome = CommandOutcome<{ readonly tenderId: string }>;

/**
 * Takes the step whose moment has come. Which one is read from the tender, never from the job, so that an old job or
 * a second one does nothing; each step happens once, under a key of the version it was decided on.
 */
export function checkTender(services: HouseServices): Task {
  return async (payload) => {
    const tenderId = String(payload['tenderId']);
    const { manager } = services.database;
    const [tender] = await tendersById(manager, [tenderId]);
    const now = services.now();
    if (tender === undefined || tender.nextCheckAt === null) return;
    if (tender.nextCheckAt > now) return setTimer(manager, tender, tender.nextCheckAt);
    const outcome = await takeDueStep(timerContext(services, `timer:${tenderId}`), tender, now);
    const code = outcome?.problems[0]?.code;
    // Who was first has set the timer of the new state.
    if (outcome?.answer != null || code === 'CONFLICT') return;
    const heals = code === 'SOURCE_UNAVAILABLE' || code === 'SIGNING_BLOCKED';
    // What only people can mend waits for them: their commands move the tender or wake the timer.
    await setTimer(manager, tender, heals ? lookAgainAt(tender, now) : null);
  };
}

async function takeDueStep(context: RequestContext, tender: Tender, now: Date): Promise<Outcome | null> {
  switch (tender.state) {
    case 'POOLING':
      return step(context, 'FREEZE_POOL', tender, () => gatherFreezeFacts(context, tender), (tx, facts) => freezePool(tx, facts, ['timer'], now));
    case 'PUBLISHED':
      return step(context, 'START_BIDDING', tender, null, async (tx) => {
        const facts = { now, enquiriesEndAt: tender.enquiriesEndAt, openEnquiries: await openEnquiries(tx.manager, tender.id) };
        await moveTender(tx, tender, { action: 'START_BIDDING', actors: ['timer'], facts });
      });
    case 'BIDDING':
      return step(context, 'CLOSE_BIDDING', tender, null, async (tx) => {
        const sealed = { most: await mostStanding(tx.manager, tender.id), minimum: tender.minimumBids };
        await moveTender(tx, tender, { action: 'CLOSE_BIDDING', actors: ['timer'], facts: { now, biddingEndsAt: tender.biddingEndsAt, sealed } });
      });
    case 'EVALUATION':
    case 'AWARDED':
    case 'STANDSTILL':
      return step(context, 'CONFIRM_AWARD', tender, () => askSigningBlock(context.graph, tender.id, now, context.requestId),
        (tx, word) => confirmAwards(tx, tender, { ...word, now }));
    case 'CANCELLATION_PENDING':
      return step(context, 'CONFIRM_CANCELLATION', tender, () => askSigningBlock(context.graph, tender.id, now, context.requestId),
        async (tx, { blocks, facts: evidence }) => {
          await moveTender(tx, tender, { action: 'CONFIRM_CANCELLATION', actors: ['timer'], facts: { now, signingBlocked: blocksAny(blocks) }, evidence });
          await cancelAwards(tx, tender.id);
        });
    case 'CONTRACTED':
    case 'ENROLLING':
      return step(context, 'COMPLETE', tender, null, async (tx) => {
        await moveTender(tx, tender, { action: 'COMPLETE', actors: ['timer'], facts: { now, agreementEndsAt: endOfCover(tender.coverTo) } });
      });
    default:
      return null;
  }
}

type Decide<Facts> = (tx: Parameters<typeof moveTender>[0], facts: Facts) => Promise<void>;

function step<Facts = undefined>(
  context: RequestContext, action: TenderAction, { id, version }: Tender, gather: (() => Promise<Facts>) | null, decide: Decide<Facts>,
): Promise<Outcome> {
  return runCommand(context, `timer:${action}`, { idempotencyKey: `${id}:${version}` }, {
    ...(gather === null ? {} : { gather }),
    async decide(tx, facts: Facts) {
      await decide(tx, facts);
      return { tenderId: id };
    },
  });
}
