import { sealBidBody } from '../../schema/contracts/seal-bid.ts';
import { bidOfInsurer } from './bid-of-insurer.ts';
import { DemoFailure } from './player.ts';
import { amount, waitFor } from './stage.ts';
import type { DraftedTender } from './pool.ts';
import type { InsurerRow, Story } from './story.ts';

const STATE = 'query ($id: ID!) { tender(id: $id) { state } }';

type TenderState = { readonly tender: { readonly state: string } };

/** Chapter 3: insurers seal bids nobody can read, an amendment voids them, they seal again; one comes too late. */
export async function bidsAreSealed(story: Story, tender: DraftedTender, insurers: readonly InsurerRow[]): Promise<void> {
  const { stage, council } = story;
  stage.chapter('3. Insurers seal their bids');
  await waitFor<TenderState>(council, STATE, { id: tender.id }, ({ tender: row }) => row.state === 'BIDDING', 'the bidding to begin');
  const [early] = insurers;
  if (early !== undefined) await seal(story, tender, early, 0);
  stage.say('The first bid is sealed; then the council amends the tender, which voids it.');
  await council.tell('amendTender', 'AmendTenderInput', {
    tenderId: tender.id, note: 'The deadline is extended, so that all insurers have the answer in time.', biddingEndsAt: new Date(Date.now() + 25_000).toISOString(),
  }, 'tender { id }');
  await waitFor<{ tender: { bids: { state: string }[] } }>(council, 'query ($id: ID!) { tender(id: $id) { bids { state } } }', { id: tender.id },
    ({ tender: row }) => row.bids.every(({ state }) => state === 'INVALIDATED'), 'the void bids to be marked');
  for (const [order, insurer] of insurers.entries()) {
    await seal(story, tender, insurer, order);
    stage.progress('bids sealed', order + 1, insurers.length);
  }
  await showBids(story, tender, 'Before the opening, seen by the council: envelopes without a rate');
  await waitFor<TenderState & { tender: { calendar: { biddingEndsAt: string } } }>(council, 'query ($id: ID!) { tender(id: $id) { state calendar { biddingEndsAt } } }', { id: tender.id },
    ({ tender: row }) => Date.parse(row.calendar.biddingEndsAt) < Date.now(), 'the deadline');
  if (early !== undefined) {
    const codes = await (await story.player('insurer_officer', early.id)).refused('sealBid', 'SealBidInput', await sealedInput(story, tender, early, 0));
    stage.say(`A bid after the deadline is refused: ${codes.join(', ')}.`);
  }
}

/** Chapter 4: council and an independent witness open all bids at one moment. */
export async function bidsAreOpened(story: Story, tender: DraftedTender): Promise<void> {
  const { stage, council, reviewBody } = story;
  stage.chapter('4. The bids are opened by two people of different organisations');
  await council.tell('requestBidOpening', 'TenderCommandInput', { tenderId: tender.id }, 'tender { state }');
  await reviewBody.tell('witnessBidOpening', 'TenderCommandInput', { tenderId: tender.id }, 'tender { state }');
  await waitFor<TenderState>(council, STATE, { id: tender.id }, ({ tender: row }) => row.state === 'OPENED', 'the opening');
  await showBids(story, tender, 'After the opening, readable to all parties from one moment on');
}

async function seal(story: Story, tender: DraftedTender, insurer: InsurerRow, order: number): Promise<void> {
  const officer = await story.player('insurer_officer', insurer.id);
  await officer.tell('sealBid', 'SealBidInput', await sealedInput(story, tender, insurer, order), 'bid { id }');
}

/** What an insurer's own software does: makes the bid and encrypts it to the tender's key, on its own machine. */
async function sealedInput(story: Story, tender: DraftedTender, insurer: InsurerRow, order: number): Promise<Record<string, unknown>> {
  const { tender: read, benefitSchedule } = await story.council.ask<{
    tender: { sealingKey: { kid: string; publicKey: string } };
    benefitSchedule: { benefits: Parameters<typeof bidOfInsurer>[3] };
  }>('query ($id: ID!) { tender(id: $id) { sealingKey { kid publicKey } } benefitSchedule { benefits { code kind value } } }', { id: tender.id });
  const own = story.sample.insurers.find(({ id }) => id === insurer.id);
  if (own === undefined) throw new DemoFailure(`${insurer.name.en} is not an insurer of the sample.`);
  const body = bidOfInsurer(own, order, tender, benefitSchedule.benefits);
  return {
    insurerId: insurer.id, tenderId: tender.id, lotId: tender.lotId,
    sealedBody: await sealBidBody(body, JSON.parse(read.sealingKey.publicKey) as Parameters<typeof sealBidBody>[1], read.sealingKey.kid),
  };
}

async function showBids(story: Story, tender: DraftedTender, title: string): Promise<void> {
  const { tender: row } = await story.council.ask<{ tender: { bids: { insurer: { name: { en: string } }; state: string; commitment: string; rates: { annualPremium: { amount: string; currency: string } }[] | null; networkSize: number | null }[] } }>(
    'query ($id: ID!) { tender(id: $id) { bids { insurer { name { en } } state commitment networkSize rates { annualPremium { amount currency } } } } }', { id: tender.id },
  );
  story.stage.table(title, ['insurer', 'state', 'commitment', 'rates', 'lowest rate', 'network'], row.bids.map((bid) => {
    const lowest = bid.rates?.map(({ annualPremium }) => annualPremium).reduce((low, each) => (Number(each.amount) < Number(low.amount) ? each : low));
    return [bid.insurer.name.en, bid.state, `${bid.commitment.slice(0, 12)}…`, bid.rates?.length ?? 'sealed', lowest === undefined ? 'sealed' : amount(lowest), bid.networkSize ?? 'sealed'];
  }));
}
