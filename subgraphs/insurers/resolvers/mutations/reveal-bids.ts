import type { JWK } from 'jose';
import { commitmentOf, openSealedBid } from '../../../../schema/contracts/seal-bid.ts';
import { runCommand } from '../../../kit/command.ts';
import type { CommandTransaction } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, conflict, notFound } from '../../../kit/refusal.ts';
import { SourceContradictionError } from '../../../kit/source-contradiction.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { askOpening } from '../../asks/ask-opening.ts';
import type { OpeningFacts } from '../../asks/ask-opening.ts';
import type { HouseContext } from '../../context.ts';
import { BID_LIFE } from '../../domain/bid-life.ts';
import { openBid } from '../../domain/open-bid.ts';
import type { OpenedBid } from '../../domain/open-bid.ts';
import { bidsOfTender, envelopesOf, writeOpening } from '../../store/bids.ts';
import type { BidOpening } from '../../store/bids.ts';
import { lockRound, recordOpening } from '../../store/tender-round.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustBeHouse } from '../who-may.ts';

/**
 * Opens all sealed bids of a tender in memory and writes them in one transaction: they become readable at one moment,
 * or, when the process dies before, none of them does and the command may be sent again.
 */
export const revealBids: NonNullable<MutationResolvers['revealBids']> = async (_parent, { input }, context) => {
  const { tenderId } = input;
  const once = () => runCommand(context, 'revealBids', input, {
    gather: () => openAll(context, tenderId),
    decide: async (tx, opened) => {
      await write(tx, context, tenderId, opened);
      return { tenderId };
    },
  });
  let { answer, problems } = await once();
  // A seal was still on its way while the bids were read. None begins any more, so reading again meets them all.
  if (problems[0]?.code === 'CONFLICT') ({ answer, problems } = await once());
  const bids = answer === null ? [] : (await context.load.bidsOfTender.load(answer.tenderId)).filter(({ revealedAt }) => revealedAt !== null);
  return { bids: bids.map((bid) => ({ bid, commitmentHeld: bid.commitmentHeld === true })), problems: [...problems] };
};

async function openAll(context: HouseContext, tenderId: string): Promise<ReadonlyMap<string, OpenedBid>> {
  mustBeHouse(context.principal, 'associations');
  if (!isId(tenderId)) throw notFound('tender', 'tenderId');
  const { tender } = await askOpening(context.graph, tenderId, context.requestId);
  if (tender === null) throw notFound('tender', 'tenderId');
  const key = releasedKey(tender.sealingKey);
  const commitments = new Map(tender.bidCommitments.filter((each) => !each.void).map(({ bid, commitment }) => [bid.id, commitment]));
  const classesOf = new Map(tender.lots.map(({ id, policyClasses }) => [id, policyClasses]));
  const bids = new Map((await bidsOfTender(context.database.manager, tenderId)).map((bid) => [bid.id, bid]));
  const opened = new Map<string, OpenedBid>();
  for (const { bidId, sealedBody } of await envelopesOf(context.database.manager, tenderId)) {
    const bid = bids.get(bidId);
    if (bid === undefined) continue;
    const sealed = {
      bodyHash: await commitmentOf(sealedBody),
      commitment: commitments.get(bidId) ?? null,
      plaintext: await openSealedBid(sealedBody, key),
    };
    opened.set(bidId, openBid(sealed, { ...bid, policyClasses: classesOf.get(bid.lotId) ?? [] }));
  }
  return opened;
}

/** A private key that does not belong to the published one would turn every honest bid unreadable. */
function releasedKey(sealingKey: NonNullable<OpeningFacts['tender']>['sealingKey']): JWK {
  if (sealingKey === null || sealingKey.privateKey === null) throw new Refused({ code: 'SEALING_KEY_NOT_RELEASED' });
  const privateJwk = JSON.parse(sealingKey.privateKey) as JWK;
  const publicJwk = JSON.parse(sealingKey.publicKey) as JWK;
  if (privateJwk.x !== publicJwk.x || privateJwk.y !== publicJwk.y || privateJwk.d === undefined) {
    throw new SourceContradictionError('graph:regulation', [{ position: 0, reason: 'the private key is not that of the public key' }]);
  }
  return privateJwk;
}

async function write(tx: CommandTransaction, context: HouseContext, tenderId: string, opened: ReadonlyMap<string, OpenedBid>): Promise<void> {
  await lockRound(tx.manager, tenderId);
  const sealed = (await bidsOfTender(tx.manager, tenderId)).filter((bid) => bid.state === 'SEALED');
  const openings = sealed.map((bid): BidOpening => {
    const found = opened.get(bid.id);
    // Sealed since the bids were read.
    if (found === undefined) throw conflict('SEALED');
    const { reasons, commitmentHeld, body } = found;
    const step = takeStep(BID_LIFE, bid.state, found.to === 'REVEALED' ? 'REVEAL' : 'FIND_INVALID', context.principal.roles, { window: null, reasons });
    if ('refusal' in step) throw new Refused(step.refusal);
    return { bid, to: step.to, reasons, commitmentHeld, body };
  });
  await writeOpening(tx.manager, openings, context.now());
  await recordOpening(tx.manager, tenderId, context.now());
  for (const { bid, to, reasons } of openings) {
    tx.audit({ entity: 'Bid', entityId: bid.id, action: to === 'REVEALED' ? 'REVEAL' : 'FIND_INVALID', from: bid.state, to, reason: reasons?.map(({ code }) => code).join(', ') || null });
  }
}
