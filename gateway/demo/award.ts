import { DemoFailure } from './player.ts';
import { amount, percent, waitFor } from './stage.ts';
import type { DraftedTender } from './pool.ts';
import type { InsurerRow, Story } from './story.ts';

type Money = { readonly amount: string; readonly currency: string };

interface EvaluatedBid {
  readonly bid: { readonly id: string };
  readonly insurer: { readonly id: string; readonly name: { readonly en: string } };
  readonly qualified: boolean | null;
  readonly reasons: readonly { readonly code: string }[];
  readonly listBill: Money | null;
  readonly abnormallyLow: boolean;
  readonly benefitDelta: readonly { readonly code: string; readonly minimum: string; readonly offered: string | null; readonly difference: string | null; readonly verdict: string }[];
  readonly scores: readonly { readonly code: string; readonly points: number; readonly weighted: number }[];
  readonly total: number | null;
  readonly rank: number | null;
}

const EVALUATION = `query ($id: ID!) { tender(id: $id) { state lots { evaluation { bids {
  bid { id } insurer { id name { en } } qualified reasons { code } listBill { amount currency } abnormallyLow
  benefitDelta { code minimum offered difference verdict } scores { code points weighted } total rank } } } } }`;

type EvaluationData = { readonly tender: { readonly state: string; readonly lots: readonly { readonly evaluation: { readonly bids: readonly EvaluatedBid[] } }[] } };

/** Chapter 5: the committee judges and scores; a complaint blocks the signature until the review body has decided. */
export async function contractIsAwarded(story: Story, tender: DraftedTender, insurers: readonly InsurerRow[]): Promise<{ agreementId: string }> {
  const { stage, council } = story;
  stage.chapter('5. Evaluation, award and standstill');
  await council.tell('startEvaluation', 'TenderCommandInput', { tenderId: tender.id }, 'tender { state }');
  const before = await evaluationOf(story, tender);
  for (const bid of before.filter(({ qualified }) => qualified === null)) {
    await council.tell('judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.bid.id, qualified: true, reason: 'Complete, lawful and signed by the appointed actuary.' }, 'tender { state }');
  }
  await council.tell('proposeAward', 'TenderCommandInput', { tenderId: tender.id }, 'tender { state }');
  const judged = await evaluationOf(story, tender);
  const points = (bid: EvaluatedBid, code: string): string => String(bid.scores.find((score) => score.code === code)?.weighted ?? '—');
  stage.table('Scores (weighted points of 10000; weights were published before the bids)', ['rank', 'insurer', 'list bill a year', 'PRICE', 'BENEFITS', 'NETWORK', 'SERVICE', 'total', 'remarks'],
    judged.map((bid) => [bid.rank ?? '—', bid.insurer.name.en, amount(bid.listBill), points(bid, 'PRICE'), points(bid, 'BENEFITS'), points(bid, 'NETWORK'), points(bid, 'SERVICE_LEVEL'), bid.total ?? '—', [...bid.reasons.map(({ code }) => code), bid.abnormallyLow ? 'abnormally low' : ''].filter(Boolean).join(', ')]));
  const winner = judged.find(({ rank }) => rank === 1);
  if (winner === undefined) throw new DemoFailure('No bid was ranked first.');
  stage.table(`Wider benefits: ${winner.insurer.name.en} against the lawful minimum`, ['benefit', 'minimum', 'offered', 'difference', 'verdict'],
    winner.benefitDelta.map((delta) => [delta.code, delta.minimum, delta.offered ?? '—', delta.difference ?? '—', delta.verdict]));

  const awardId = await complaintBlocks(story, tender, insurers, winner);
  return sign(story, tender, awardId, winner.insurer.id);
}

async function evaluationOf(story: Story, tender: DraftedTender): Promise<readonly EvaluatedBid[]> {
  const data = await story.council.ask<EvaluationData>(EVALUATION, { id: tender.id });
  return data.tender.lots[0]?.evaluation.bids ?? [];
}

async function complaintBlocks(story: Story, tender: DraftedTender, insurers: readonly InsurerRow[], winner: EvaluatedBid): Promise<string> {
  const { stage, council, reviewBody } = story;
  const loser = insurers.find(({ id }) => id !== winner.insurer.id);
  if (loser === undefined) throw new DemoFailure('There is no second bidder to complain.');
  const officer = await story.player('insurer_officer', loser.id);
  const { complaint } = await officer.tell<{ complaint: { id: string; blocksSigning: boolean } }>('fileComplaint', 'FileComplaintInput', {
    tenderId: tender.id, lotId: tender.lotId, grounds: 'The network of the winner was counted twice.',
  }, 'complaint { id blocksSigning }');
  const award = 'query ($id: ID!) { tender(id: $id) { state signingBlocked lots { award { id state standstillEndsAt } } } }';
  type AwardData = { tender: { state: string; signingBlocked: boolean; lots: { award: { id: string; standstillEndsAt: string } }[] } };
  const ended = await waitFor<AwardData>(council, award, { id: tender.id },
    ({ tender: row }) => Date.parse(row.lots[0]?.award.standstillEndsAt ?? '') < Date.now(), 'the standstill to run out');
  stage.say(`${loser.name.en} complained: the standstill is over, the tender is still ${ended.tender.state}, signing blocked: ${ended.tender.signingBlocked}.`);
  for (const [action, reason] of [['ADMIT', 'Filed in time.'], ['START_REVIEW', 'Files were asked from the council.'], ['REJECT', 'The network was counted once; the count is on record.']]) {
    await reviewBody.tell('actOnComplaint', 'ActOnComplaintInput', { complaintId: complaint.id, action, reason }, 'complaint { state }');
  }
  stage.say('The review body rejected the complaint, with its reason.');
  const { tender: row } = await waitFor<AwardData>(council, award, { id: tender.id }, ({ tender: each }) => each.state === 'AWARDED', 'the award to become active');
  return row.lots[0]?.award.id ?? '';
}

async function sign(story: Story, tender: DraftedTender, awardId: string, winnerId: string): Promise<{ agreementId: string }> {
  const { council, stage } = story;
  await council.tell('signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId }, 'frameworkAgreement { id }');
  const insurer = await story.player('insurer_officer', winnerId);
  const { frameworkAgreement } = await insurer.tell<{ frameworkAgreement: { id: string } }>('signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId }, 'frameworkAgreement { id }');
  await waitFor<{ tender: { state: string } }>(council, 'query ($id: ID!) { tender(id: $id) { state } }', { id: tender.id }, ({ tender: row }) => row.state === 'CONTRACTED', 'the contract');
  stage.say('Council and insurer have signed the framework agreement.');
  return { agreementId: frameworkAgreement.id };
}

/** The money, as the council sees it. */
export async function showSavings(story: Story, tender: DraftedTender): Promise<void> {
  const { tender: row } = await story.council.ask<{ tender: { lots: { award: { savings: {
    standalone: Money; pooled: Money; saving: Money; savingBasisPoints: number; parts: { code: string; amount: Money }[]; associationsCounted: number; associationsNotCounted: number; worseOffCount: number; worstLoss: Money;
    associations: { association: { name: { en: string } }; lives: number; standalone: Money | null; listBill: Money; communityCharge: Money; saving: Money | null; worseOff: boolean | null }[];
  } | null; equalisation: { transfer: Money }[] } }[] } }>(`query ($id: ID!) { tender(id: $id) { lots { award {
    savings { standalone { amount currency } pooled { amount currency } saving { amount currency } savingBasisPoints parts { code amount { amount currency } } associationsCounted associationsNotCounted worseOffCount worstLoss { amount currency }
      associations { association { name { en } } lives standalone { amount currency } listBill { amount currency } communityCharge { amount currency } saving { amount currency } worseOff } }
    equalisation { transfer { amount currency } } } } } }`, { id: tender.id });
  const award = row.lots[0]?.award;
  const savings = award?.savings;
  if (award === undefined || savings == null) throw new DemoFailure('The award has no savings report.');
  const { stage } = story;
  stage.table('Savings against sealed stand-alone quotes of the same insurer, before VAT', ['figure', 'value'], [
    ['alone, the associations would pay', amount(savings.standalone)], ['pooled, they pay', amount(savings.pooled)],
    ['saving', `${amount(savings.saving)} (${percent(savings.savingBasisPoints)})`],
    ...savings.parts.map(({ code, amount: part }): [string, string] => [`  of which ${code}`, amount(part)]),
    ['associations counted / without a quote', `${savings.associationsCounted} / ${savings.associationsNotCounted}`],
  ]);
  stage.table(`Better or worse off at the community rate (${savings.worseOffCount} worse off, worst loss ${amount(savings.worstLoss)})`, ['association', 'lives', 'alone', 'list bill', 'community charge', 'worse off'],
    [...savings.associations].sort((a, b) => b.lives - a.lives).slice(0, 12).map((each) => [each.association.name.en, each.lives, amount(each.standalone), amount(each.listBill), amount(each.communityCharge), each.worseOff === null ? 'no quote' : each.worseOff ? 'yes' : 'no']));
  const sum = award.equalisation.reduce((total, { transfer }) => total + BigInt(transfer.amount.replace('.', '')), 0n);
  stage.say(`The equalisation ledger has ${award.equalisation.length} entries and sums to ${sum} halalas.`);
  if (sum !== 0n) throw new DemoFailure('The equalisation ledger does not sum to zero.');
  const parts = savings.parts.reduce((total, { amount: part }) => total + BigInt(part.amount.replace('.', '')), 0n);
  if (parts !== BigInt(savings.saving.amount.replace('.', ''))) throw new DemoFailure('The parts of the saving do not sum to it.');
}
