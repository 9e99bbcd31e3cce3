import type { AssociationRow, InsurerRow, Story } from './story.ts';
import { forEach } from './stage.ts';

export interface DraftedTender {
  readonly id: string;
  readonly lotId: string;
}

const TENDER = 'tender { id state lots { id } }';

/** Chapter 2: the council drafts a tender, the associations join with consent, the pool is frozen and published. */
export async function demandIsPooled(story: Story, associations: readonly AssociationRow[], insurers: readonly InsurerRow[]): Promise<DraftedTender> {
  const { stage, council, regulator } = story;
  stage.chapter('2. Sixty associations pool their demand');
  const at = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
  const year = new Date().getUTCFullYear() + 1;
  const { tender } = await council.tell<{ tender: { id: string; lots: { id: string }[] } }>('createTender', 'CreateTenderInput', {
    titleAr: 'منافسة التأمين الصحي الجماعي للجمعيات', titleEn: 'Collective health insurance for associations',
    lots: [{ titleAr: 'جميع الفئات والمناطق', titleEn: 'All classes and regions', policyClasses: ['VIP', 'A', 'B', 'C'], regions: [], requiredBenefits: [{ code: 'PSYCHIATRIC', value: '50000' }] }],
    criteria: [
      { code: 'PRICE', weightBasisPoints: 6_000 }, { code: 'BENEFITS', weightBasisPoints: 2_000 },
      { code: 'NETWORK', weightBasisPoints: 1_000 }, { code: 'SERVICE_LEVEL', weightBasisPoints: 1_000 },
    ],
    minimumAssociations: 5, minimumLives: 100, minimumBids: 3,
    coverFrom: `${year}-01-01`, coverTo: `${year}-12-31`, complaintBody: 'Complaints review body',
    poolingEndsAt: at(40), enquiriesEndAt: at(45), biddingEndsAt: at(60), standstillSeconds: 12,
  }, TENDER);
  await council.tell('openPooling', 'TenderCommandInput', { tenderId: tender.id }, TENDER);
  await forEach(stage, 'associations joined, each with consent', associations, 4, async (association) => {
    const officer = await story.player('association_officer', association.id);
    await officer.tell('joinPool', 'JoinPoolInput', { associationId: association.id, tenderId: tender.id, consent: true }, 'plan { state }');
  });
  await council.tell('freezePool', 'TenderCommandInput', { tenderId: tender.id }, TENDER);
  await regulator.tell('giveNoObjection', 'GiveNoObjectionInput', { tenderId: tender.id, note: 'Criteria and calendar are in order.' }, 'tender { id }');
  await council.tell('publishTender', 'TenderCommandInput', { tenderId: tender.id }, TENDER);
  await showPool(story, tender.id);
  await enquire(story, tender.id, insurers);
  return { id: tender.id, lotId: tender.lots[0]?.id ?? '' };
}

async function showPool(story: Story, tenderId: string): Promise<void> {
  const { tender } = await story.council.ask<{ tender: { ocid: string; mode: string; pool: { associations: number; lives: number; censusHash: string; census: { policyClass: string; ageFrom: number; ageTo: number; sex: string | null; status: string | null; lives: number }[] } } }>(
    'query ($id: ID!) { tender(id: $id) { ocid mode pool { associations lives censusHash census { policyClass ageFrom ageTo sex status lives } } } }', { id: tenderId },
  );
  const { pool } = tender;
  const classes = [...new Set(pool.census.map(({ policyClass }) => policyClass))];
  const sum = (cells: typeof pool.census): number => cells.reduce((total, { lives }) => total + lives, 0);
  story.stage.say(`${tender.ocid} (${tender.mode}): ${pool.associations} associations, ${pool.lives} lives, census hash ${pool.censusHash.slice(0, 16)}…`);
  story.stage.table('The pool, as every bidder sees it (no cell under 11 lives, totals exact)', ['class', 'published cells', 'smallest cell', 'employees', 'spouses', 'children', 'lives'],
    [...classes.map((name) => {
      const cells = pool.census.filter(({ policyClass }) => policyClass === name);
      const of = (status: string): number => sum(cells.filter((cell) => cell.status === status));
      return [name, cells.length, Math.min(...cells.map(({ lives }) => lives)), of('EMPLOYEE'), of('SPOUSE'), of('CHILD'), sum(cells)];
    }), ['all', pool.census.length, Math.min(...pool.census.map(({ lives }) => lives)), '', '', '', sum(pool.census)]]);
}

async function enquire(story: Story, tenderId: string, insurers: readonly InsurerRow[]): Promise<void> {
  const [first] = insurers;
  if (first === undefined) return;
  const insurer = await story.player('insurer_officer', first.id);
  const { enquiry } = await insurer.tell<{ enquiry: { id: string } }>('askEnquiry', 'AskEnquiryInput', {
    tenderId, question: 'Are newborns covered from the day of birth?',
  }, 'enquiry { id }');
  await story.council.tell('answerEnquiry', 'AnswerEnquiryInput', {
    enquiryId: enquiry.id, answer: 'Yes, when they are notified within thirty days.',
  }, 'enquiry { id }');
  story.stage.say('One question was asked and answered, to all bidders at once.');
}
