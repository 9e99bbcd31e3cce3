import { createHash } from 'node:crypto';
import type { BidTerms } from '../../../../subgraphs/associations/domain/procurement/opened-bid.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { riyadhDateOf } from '../../../../subgraphs/kit/riyadh-date.ts';
import { addAssociations } from './add-associations.ts';
import { bidTerms } from './bid-terms.ts';
import type { FakeBid } from './other-houses.ts';
import { COUNCIL, INSURERS_HOUSE, REVIEW_BODY, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

type Change = Record<string, unknown>;

export interface PlayedTender {
  readonly id: string;
  readonly lotId: string;
  readonly associations: readonly string[];
  readonly enquiriesEndAt: string;
  readonly biddingEndsAt: string;
}

export type SealedTender = PlayedTender & { readonly bids: readonly FakeBid[] };

/** A draft that holds, for a test to spoil. Pooling one day, enquiries one day, bidding one day, standstill one hour. */
export function draft(desk: ProcurementHouse, change: Change = {}): Change {
  const at = (hours: number): string => new Date(desk.now().getTime() + hours * 3_600_000).toISOString();
  return {
    titleAr: 'منافسة', titleEn: 'Tender',
    lots: [{ titleAr: 'الكل', titleEn: 'All', policyClasses: ['A', 'B'], regions: [], requiredBenefits: [{ code: 'ANNUAL_LIMIT', value: '1200000.00' }] }],
    criteria: [
      { code: 'PRICE', weightBasisPoints: 6_000 }, { code: 'BENEFITS', weightBasisPoints: 2_000 },
      { code: 'NETWORK', weightBasisPoints: 1_000 }, { code: 'SERVICE_LEVEL', weightBasisPoints: 1_000 },
    ],
    minimumAssociations: 2, minimumLives: 20, minimumBids: 2,
    coverFrom: riyadhDateOf(desk.now(), 31), coverTo: riyadhDateOf(desk.now(), 31 + 364), complaintBody: 'Review committee',
    poolingEndsAt: at(24), enquiriesEndAt: at(48), biddingEndsAt: at(72), standstillSeconds: 3_600,
    ...change,
  };
}

export const officerOf = (associationId: string) => person('association_officer', associationId);

/** A tender whose pool is open, and the associations that will join it. */
export async function pooling(desk: ProcurementHouse, change: Change = {}, lives: readonly number[] = [30, 12, 60]): Promise<PlayedTender> {
  const associations = await addAssociations(desk, lives);
  const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk, change), 'tender { id lots { id } calendar { enquiriesEndAt biddingEndsAt } }') as unknown as {
    tender: { id: string; lots: { id: string }[]; calendar: { enquiriesEndAt: string; biddingEndsAt: string } };
  };
  await desk.must(COUNCIL, 'openPooling', { tenderId: tender.id });
  return { id: tender.id, lotId: tender.lots[0]?.id ?? '', associations, ...tender.calendar };
}

export async function joined(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<PlayedTender> {
  const tender = await pooling(desk, change, lives);
  for (const associationId of tender.associations) {
    await desk.must(officerOf(associationId), 'joinPool', { associationId, tenderId: tender.id, consent: true }, 'plan { id }');
  }
  return tender;
}

export async function frozen(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<PlayedTender> {
  const tender = await joined(desk, change, lives);
  await desk.must(COUNCIL, 'freezePool', { tenderId: tender.id });
  return tender;
}

export async function published(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<PlayedTender> {
  const tender = await frozen(desk, change, lives);
  await desk.must(COUNCIL, 'publishTender', { tenderId: tender.id });
  return tender;
}

export async function bidding(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<PlayedTender> {
  const tender = await published(desk, change, lives);
  await desk.passTo(tender.enquiriesEndAt);
  return tender;
}

/** What the insurers house tells when an insurer seals. */
export function commitmentInput(tender: PlayedTender, insurerId: string, change: Change = {}): Change & { readonly bidId: string; readonly commitment: string } {
  const bidId = newId();
  return { tenderId: tender.id, lotId: tender.lotId, bidId, insurerId, commitment: createHash('sha256').update(bidId).digest('hex'), void: false, ...change };
}

export async function seal(desk: ProcurementHouse, tender: PlayedTender, insurerId: string, terms: BidTerms = bidTerms(300_000)): Promise<FakeBid> {
  const input = commitmentInput(tender, insurerId);
  await desk.must(INSURERS_HOUSE, 'recordBidCommitment', input);
  const bid: FakeBid = {
    id: input.bidId, tenderId: tender.id, lotId: tender.lotId, insurerId, commitment: input.commitment, sealedAt: desk.now().toISOString(),
    state: 'SEALED', reasons: [], terms,
  };
  desk.others.bids.push(bid);
  return bid;
}

/** Three insurers seal: the second is the cheapest. */
export async function sealed(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<SealedTender> {
  const tender = await bidding(desk, change, lives);
  const bids: FakeBid[] = [];
  for (const [order, base] of [320_000, 300_000, 330_000].entries()) bids.push(await seal(desk, tender, `insurer-${order + 1}`, bidTerms(base)));
  return { ...tender, bids };
}

export async function opened(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<SealedTender> {
  const tender = await sealed(desk, change, lives);
  await openBidsOf(desk, tender);
  return tender;
}

/** After the deadline, the council and the review body. */
export async function openBidsOf(desk: ProcurementHouse, tender: PlayedTender): Promise<void> {
  await desk.passTo(tender.biddingEndsAt);
  await desk.must(COUNCIL, 'requestBidOpening', { tenderId: tender.id });
  await desk.must(REVIEW_BODY, 'witnessBidOpening', { tenderId: tender.id });
  await desk.runDueJobs();
}

export async function evaluating(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<SealedTender> {
  const tender = await opened(desk, change, lives);
  await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
  return tender;
}

export async function standstill(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<SealedTender> {
  const tender = await evaluating(desk, change, lives);
  for (const { id } of tender.bids) await desk.must(COUNCIL, 'judgeBid', { tenderId: tender.id, bidId: id, qualified: true });
  await desk.must(COUNCIL, 'proposeAward', { tenderId: tender.id });
  await desk.runDueJobs();
  return tender;
}

export type AwardedTender = SealedTender & { readonly awardId: string; readonly agreementId: string };

export async function awarded(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<AwardedTender> {
  const tender = await standstill(desk, change, lives);
  await desk.passTo(new Date(desk.now().getTime() + 3_600_000));
  const { tender: read } = await desk.ask<{ tender: { lots: { award: { id: string; frameworkAgreement: { id: string } } }[] } }>(
    COUNCIL, 'query ($id: ID!) { tender(id: $id) { lots { award { id frameworkAgreement { id } } } } }', { id: tender.id },
  );
  const award = read.lots[0]?.award;
  return { ...tender, awardId: award?.id ?? '', agreementId: award?.frameworkAgreement.id ?? '' };
}

export async function contracted(desk: ProcurementHouse, change: Change = {}, lives?: readonly number[]): Promise<AwardedTender> {
  const tender = await awarded(desk, change, lives);
  for (const signatory of [COUNCIL, person('insurer_officer', 'insurer-2')]) {
    await desk.must(signatory, 'signFrameworkAgreement', { awardId: tender.awardId }, 'frameworkAgreement { id }');
  }
  return tender;
}

export async function stateOf(desk: ProcurementHouse, id: string): Promise<string> {
  const { tender } = await desk.ask<{ tender: { state: string } }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state } }', { id });
  return tender.state;
}
