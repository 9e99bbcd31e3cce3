import { availableParallelism, loadavg } from 'node:os';
import type { BidBody } from '../../schema/contracts/bid-body.ts';
import { sealBidBody } from '../../schema/contracts/seal-bid.ts';
import { bidOfInsurer } from '../../gateway/demo/bid-of-insurer.ts';
import type { Sample } from '../../gateway/sample/generate.ts';
import type { TestGraph } from './graph.ts';

/** What a step of the story needs: a graph reached in process or over HTTP. */
export type Door = Pick<TestGraph, 'ask' | 'tell' | 'until'>;

export interface StoryTender {
  readonly id: string;
  readonly lotId: string;
}

export interface StoryTimes {
  /** Seconds from now, on a machine with nothing else to do. */
  readonly enquiriesEnd?: number;
  readonly biddingEnds?: number;
  readonly standstillSeconds?: number;
  readonly minimumBids?: number;
}

/** A window of the calendar is as much longer as the machine is busier than it should be: what must happen within it takes longer, too. */
export const pace = (): number => Math.min(8, Math.max(1, (loadavg()[0] ?? 0) / (2 * availableParallelism())));

export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

export const COVER_YEAR = new Date().getUTCFullYear() + 1;

/** A tender of one lot over all classes, drafted and open for associations. */
export async function openTender(door: Door, times: StoryTimes = {}): Promise<StoryTender> {
  const { enquiriesEnd = 5, biddingEnds = 14, standstillSeconds = 1, minimumBids = 2 } = times;
  const slower = pace();
  const { tender, problems } = await door.tell<{ tender: { id: string; lots: { id: string }[] } }>('council', 'createTender', 'CreateTenderInput', {
    titleAr: 'منافسة', titleEn: 'Tender', minimumAssociations: 2, minimumLives: 10, minimumBids,
    lots: [{ titleAr: 'الكل', titleEn: 'All', policyClasses: ['VIP', 'A', 'B', 'C'], regions: [], requiredBenefits: [] }],
    criteria: [{ code: 'PRICE', weightBasisPoints: 7_000 }, { code: 'BENEFITS', weightBasisPoints: 3_000 }],
    coverFrom: `${COVER_YEAR}-01-01`, coverTo: `${COVER_YEAR}-12-31`, complaintBody: 'Review body',
    poolingEndsAt: inSeconds((enquiriesEnd - 0.5) * slower), enquiriesEndAt: inSeconds(enquiriesEnd * slower), biddingEndsAt: inSeconds(biddingEnds * slower), standstillSeconds,
  }, 'tender { id lots { id } }');
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  await must(door, 'council', 'openPooling', { tenderId: tender.id });
  return { id: tender.id, lotId: tender.lots[0]?.id ?? '' };
}

/** The associations of the sample join, the pool is frozen, the regulator does not object, the tender is published. */
export async function publish(door: Door, tender: StoryTender, sample: Sample): Promise<void> {
  for (const { id } of sample.associations) {
    const { problems } = await door.tell({ role: 'association_officer', organisation: id }, 'joinPool', 'JoinPoolInput', { associationId: id, tenderId: tender.id, consent: true }, 'plan { id }');
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  }
  await must(door, 'council', 'freezePool', { tenderId: tender.id });
  await door.tell('regulator', 'giveNoObjection', 'GiveNoObjectionInput', { tenderId: tender.id }, 'tender { id }');
  await must(door, 'council', 'publishTender', { tenderId: tender.id });
}

export async function untilState(door: Door, tender: StoryTender, state: string): Promise<void> {
  await door.until<{ tender: { state: string } }>('council', 'query ($id: ID!) { tender(id: $id) { state } }', { id: tender.id }, (data) => data.tender.state === state);
}

/** What an insurer's software does: the body, encrypted to the tender's key. `change` spoils it for a test. */
export async function sealedBody(door: Door, tender: StoryTender, sample: Sample, order: number, change: (body: BidBody) => BidBody = (body) => body): Promise<string> {
  const { data } = await door.ask('council', 'query ($id: ID!) { tender(id: $id) { sealingKey { kid publicKey } } benefitSchedule { benefits { code kind value } } }', { id: tender.id });
  const { tender: read, benefitSchedule } = data as unknown as { tender: { sealingKey: { kid: string; publicKey: string } }; benefitSchedule: { benefits: Parameters<typeof bidOfInsurer>[3] } };
  const insurer = sample.insurers[order];
  if (insurer === undefined) throw new RangeError('no such insurer in the sample');
  const body = change(bidOfInsurer(insurer, order, tender, benefitSchedule.benefits));
  return sealBidBody(body, JSON.parse(read.sealingKey.publicKey) as Parameters<typeof sealBidBody>[1], read.sealingKey.kid);
}

export async function seal(door: Door, tender: StoryTender, sample: Sample, order: number, change?: (body: BidBody) => BidBody): Promise<{ bid: { id: string } | null; problems: { code: string }[] }> {
  const insurer = sample.insurers[order];
  if (insurer === undefined) throw new RangeError('no such insurer in the sample');
  return door.tell({ role: 'insurer_officer', organisation: insurer.id }, 'sealBid', 'SealBidInput', {
    insurerId: insurer.id, tenderId: tender.id, lotId: tender.lotId, sealedBody: await sealedBody(door, tender, sample, order, change),
  }, 'bid { id }');
}

/** After the deadline: council and review body open. */
export async function open(door: Door, tender: StoryTender): Promise<void> {
  await door.until<{ tender: { calendar: { biddingEndsAt: string } } }>('council', 'query ($id: ID!) { tender(id: $id) { calendar { biddingEndsAt } } }', { id: tender.id },
    (data) => Date.parse(data.tender.calendar.biddingEndsAt) < Date.now());
  await must(door, 'council', 'requestBidOpening', { tenderId: tender.id });
  await must(door, 'review_body', 'witnessBidOpening', { tenderId: tender.id });
  await untilState(door, tender, 'OPENED');
}

/** From opened bids to an agreement that both sides have signed. */
export async function toAgreement(door: Door, tender: StoryTender): Promise<{ readonly agreementId: string; readonly insurerId: string }> {
  await must(door, 'council', 'startEvaluation', { tenderId: tender.id });
  const { data } = await door.ask('council', 'query ($id: ID!) { tender(id: $id) { lots { evaluation { bids { bid { id } qualified } } } } }', { id: tender.id });
  const [lot] = (data as unknown as { tender: { lots: { evaluation: { bids: { bid: { id: string }; qualified: boolean | null }[] } }[] } }).tender.lots;
  for (const { bid, qualified } of lot?.evaluation.bids ?? []) {
    if (qualified === null) await door.tell('council', 'judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.id, qualified: true, reason: 'In order.' }, 'tender { id }');
  }
  await must(door, 'council', 'proposeAward', { tenderId: tender.id });
  await untilState(door, tender, 'AWARDED');
  const award = await door.ask('council', 'query ($id: ID!) { tender(id: $id) { lots { award { id insurer { id } } } } }', { id: tender.id });
  const { id, insurer } = (award.data as unknown as { tender: { lots: [{ award: { id: string; insurer: { id: string } } }] } }).tender.lots[0].award;
  await door.tell('council', 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: id }, 'frameworkAgreement { id }');
  const { frameworkAgreement } = await door.tell<{ frameworkAgreement: { id: string } }>({ role: 'insurer_officer', organisation: insurer.id }, 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: id }, 'frameworkAgreement { id }');
  await untilState(door, tender, 'CONTRACTED');
  return { agreementId: frameworkAgreement.id, insurerId: insurer.id };
}

/** A tender command that must succeed. */
export async function must(door: Door, role: 'council' | 'review_body', command: string, input: Record<string, unknown>): Promise<void> {
  const { problems } = await door.tell(role, command, 'TenderCommandInput', input, 'tender { id }');
  if (problems.length > 0) throw new Error(`${command}: ${JSON.stringify(problems)}`);
}
