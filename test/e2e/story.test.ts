import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSample } from '../../gateway/sample/generate.ts';
import type { Sample } from '../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../gateway/sample-seed.ts';
import { startGraph } from '../kit/graph.ts';
import type { Caller, TestGraph } from '../kit/graph.ts';
import { fieldsAskedBy, listFieldsOf } from '../kit/list-fields.ts';
import { COVER_YEAR, must, open, openTender, publish, seal, untilState } from '../kit/story.ts';
import type { StoryTender } from '../kit/story.ts';

/* The main story on the whole graph: from pooled demand to insured cards, with every figure checked against another way of getting it. */

type Money = { amount: string };
const halalas = (money: Money): bigint => BigInt(money.amount.replace('.', ''));

/** What a request reads; the job queue polls whenever it likes. */
function countsAsAsked(sql: string): boolean {
  return !sql.includes('graphile_worker');
}

const page = (fields: string): string => `edges { node { ${fields} } }`;

/** Every list field of the graph, inside as many other lists as it can be. */
const LISTS: Readonly<Record<string, readonly [Caller & string, string]>> = {
  'rosters and batches': ['regulator', `query ($n: Int!) { associations(first: $n) { ${page(`
    accreditation { facts { name } rulesEvaluated { rule } history { action } }
    roster(first: $n) { ${page('dependents { id } coverages { versions { recordedFrom } policy { history { action } } } eligibilityDecisions { facts { name } rulesEvaluated { rule } }')} }
    rosterImports(first: $n) { ${page(`rejections(first: $n) { ${page('line')} }`)} }`)} } }`],
  'enrollment and policies': ['regulator', `query ($n: Int!) { associations(first: $n) { ${page(`
    enrollmentBatches(first: $n) { ${page(`history { action } lines(first: $n) { ${page('member { birthDate } eligibilityDecision { outcome } coverage { card { cardNumber } }')} }`)} }
    policies(first: $n) { ${page(`lives premium { amount } coverages(first: $n) { ${page('state member { birthDate }')} } endorsements(first: $n) { ${page('lines')} }`)} }`)} } }`],
  'invoices and payments': ['regulator', `query ($n: Int!) { paymentChannels { name { en } } associations(first: $n) { ${page(`
    invoices(first: $n) { ${page('lines { net { amount } } payments { payment { state } } history { action } policy { state }')} } invoicesDue(first: $n) { ${page('due { amount }')} }
    payments(first: $n) { ${page('allocations { invoice { state } } history { action }')} }
    policies(first: $n) { ${page(`invoices(first: $n) { ${page('state')} } creditNotes(first: $n) { ${page('lines { net { amount } } history { action } invoice { state }')} }`)} }`)} }
    insurers(first: $n) { ${page(`invoicesDue(first: $n) { ${page('state')} } payments(first: $n) { ${page('state')} } suspenseCases(first: $n) { ${page('history { action } payment { state }')} }`)} } }`],
  'procurement of associations': ['council', `query ($n: Int!) { associations(first: $n) { ${page(`
    procurementPlans(first: $n) { ${page('history { action } tender { state }')} }
    callOffs(first: $n) { ${page(`history { action } frameworkAgreement { callOffs(first: $n) { ${page('state')} } }`)} }`)} } }`],
  'tenders': ['council', `query ($n: Int!) { tenders(first: $n) { ${page(`
    criteria { code } enquiries { question } amendments { number } history { action } plans(first: $n) { ${page('state')} }
    pool { census { lives } shares { lives } } complaints { history { action } } signingBlocks { upheld } bidCommitments { commitment } releases { tag } redFlags { inputs { name } steps overReleases }
    lots { regions { code } requiredBenefits { code } award { equalisation { transfer { amount } } savings { parts { code } associations { lives } } } }`)} } }`],
  'bids': ['council', `query ($n: Int!) { tenders(first: $n) { ${page(`
    bids { insurer { name { en } } history { action } benefits { code } rates { ageFrom } reasons { code } standaloneQuotes { rates { ageFrom } } }
    lots { evaluation { bids { reasons { code } benefitDelta { code } scores { code } bid { state } } } }`)} } }`],
  'the network of policies': ['regulator', `query ($n: Int!) { associations(first: $n) { ${page(`policies(first: $n) { ${page(`
    serviceLevels(from: "2026-01-01", to: "2026-12-31") { cases }
    coverages(first: $n) { ${page(`balances { benefit } preAuthorizations(first: $n) { ${page('status history { action }')} }`)} }`)} }`)} } }`],
  'the network of plans': ['regulator', `query ($n: Int!) { insurers(first: $n) { ${page(`plans { network { providers(first: $n) { ${page('licenceNumber')} } } }`)} } }`],
  'findings': ['regulator', `query ($n: Int!) { findings(first: $n) { ${page('facts { name } history { action } rule { id } association { id } subject { member { birthDate } }')} }
    associations(first: $n) { ${page(`findings(first: $n) { ${page('facts { name } history { action }')} } roster(first: $n) { ${page(`findings(first: $n) { ${page('ruleId')} }`)} }`)} }
    insurers(first: $n) { ${page(`findings(first: $n) { ${page('ruleId')} }`)} } tenders(first: $n) { ${page(`findings(first: $n) { ${page('ruleId')} }`)} }
    findingTotals { ruleId } findingCounts(from: "2026-01-01", to: "2026-01-03") { points { on } } complianceEvaluations(first: $n) { ${page('state')} }
    judgeCase(subject: { kind: MEMBER, id: "nobody" }) { rulings { facts { name } } } ruleVersions(id: "E02") { evaluability { subjects } } }`],
  'the registry': ['regulator', `query ($n: Int!) { providers(first: $n) { ${page('state')} }
    subgraphRegistrations(first: $n) { ${page('history { action } versions { history { action } checks { name } }')} } }`],
  'the audit trail': ['regulator', `query ($n: Int!) { auditTrail { anchors(first: $n) { ${page('hash')} }
    associations(first: $n) { ${page('facts { name }')} } insurers(first: $n) { ${page('facts { name }')} }
    registry(first: $n) { ${page('facts { name }')} } regulation(first: $n) { ${page('facts { name }')} } } }`],
  'who may do what': ['regulator', `query { roleMatrix { associations { final { code } states { code } steps { actors { code } } }
    insurers { life { code } } registry { life { code } } regulation { life { code } } } }`],
  'the compliance overview': ['regulator', `query ($n: Int!) { complianceOverview { sources { feed } figures(of: [COVERED]) { sources { feed } }
    rows(by: ASSOCIATION, first: $n) { ${page('association { name { en } } figures(of: [COVERED]) { value }')} }
    series(from: "2026-01-01", to: "2026-03-01") { figures(of: [COVERED]) { value } }
    lives(matter: IN_GAP, first: $n) { ${page('member { relationship } covers { state }')} }
    batches(first: $n) { ${page('batch { state } policy { state }')} }
    preAuthorizations(clock: LATE, first: $n) { ${page('insurer { name { en } } association { name { en } } preAuthorization { status }')} } }
    complianceCheck(id: "00000000-0000-7000-8000-000000000000") { differences { table } } }`],
  'inspection cases': ['regulator', `query ($n: Int!) { inspectionCases(first: $n) { ${page('notes { text } history { action } association { name { en } } finding { ruleId }')} } }`],
  'complaints': ['regulator', `query ($n: Int!) { complaints(first: $n) { ${page('history { action } tender { lots { title { en } } }')} } }`],
  'insurers and rules': ['regulator', `query ($n: Int!) { insurers(first: $n) { ${page(`plans { benefits { code } } bids(first: $n) { ${page('state')} }`)} }
    benefitSchedules { benefits { code } } rules { id } accreditations(first: $n) { ${page('history { action }')} } eligibilityQueue(first: $n) { ${page('outcome')} } }`],
};

/** How often each statement ran, and those of all lists. */
const statements = new Map<string, number>();
const counted = new Set<string>();
let graph: TestGraph;
let sample: Sample;
let tender: StoryTender;
let agreementId: string;
const officer = (n: number): Caller => ({ role: 'association_officer', organisation: sample.associations[n]?.id ?? '' });

beforeAll(async () => {
  graph = await startGraph({ onStatement: (house, sql) => {
    if (countsAsAsked(sql)) statements.set(`${house}: ${sql}`, (statements.get(`${house}: ${sql}`) ?? 0) + 1);
  } });
  const request = sampleRequest({ associations: 4, employees: 60 });
  sample = generateSample(request);
  await seedSample(graph, { associations: 4, employees: 60 });
  for (const [index, { id }] of sample.insurers.entries()) {
    const { problems } = await graph.tell({ role: 'insurer_officer', organisation: id }, 'registerSubgraph', 'RegisterSubgraphInput', { namespace: `other${index}`, url: 'http://127.0.0.1:9999/graphql' }, 'registration { id }');
    expect(problems).toEqual([]);
  }
});
afterAll(() => graph.dispose());

describe('from pooled demand to an insured card', () => {
  it('pools the demand: totals are exact and no published cell is small', async () => {
    tender = await openTender(graph, { biddingEnds: 14 });
    await publish(graph, tender, sample);
    const { data } = await graph.ask('council', 'query ($id: ID!) { tender(id: $id) { mode pool { lives census { lives } shares { lives } } } }', { id: tender.id });
    const { pool, mode } = (data as unknown as { tender: { mode: string; pool: { lives: number; census: { lives: number }[]; shares: { lives: number }[] } } }).tender;
    const people = sample.associations.reduce((sum, association) => sum + [...sample.people(association)].length, 0);
    expect(mode).toBe('SANDBOX');
    expect(pool.lives).toBe(people);
    expect(pool.census.reduce((sum, cell) => sum + cell.lives, 0)).toBe(people);
    expect(pool.shares.reduce((sum, share) => sum + share.lives, 0)).toBe(people);
  });

  it('seals bids that nobody can read, and opens them at one moment', async () => {
    await untilState(graph, tender, 'BIDDING');
    for (const order of [0, 1, 2]) expect((await seal(graph, tender, sample, order)).problems).toEqual([]);
    const bids = 'query ($id: ID!) { tender(id: $id) { bids { state rates { annualPremium { amount } } benefits { code } } } }';
    const before = await graph.ask('council', bids, { id: tender.id });
    expect(before.data).toEqual({ tender: { bids: [1, 2, 3].map(() => ({ state: 'SEALED', rates: null, benefits: null })) } });
    await open(graph, tender);
    const after = (await graph.ask('council', bids, { id: tender.id })).data as unknown as { tender: { bids: { state: string; rates: unknown[] }[] } };
    expect(after.tender.bids.map(({ state, rates }) => [state, rates.length])).toEqual([1, 2, 3].map(() => ['REVEALED', sample.insurers[0]?.bookRates.length]));
  });

  it('scores, awards and shares the cost to the halala', async () => {
    await must(graph, 'council', 'startEvaluation', { tenderId: tender.id });
    const evaluation = 'query ($id: ID!) { tender(id: $id) { lots { evaluation { bids { bid { id } qualified rank total listBill { amount } } } award { id amount { amount } savings { standalone { amount } pooled { amount } saving { amount } parts { amount { amount } } } equalisation { transfer { amount } listBill { amount } communityCharge { amount } } } } } }';
    type Data = { tender: { lots: [{ evaluation: { bids: { bid: { id: string }; qualified: boolean | null; rank: number | null; total: number; listBill: Money }[] }; award: { id: string; amount: Money; savings: { standalone: Money; pooled: Money; saving: Money; parts: { amount: Money }[] }; equalisation: { transfer: Money; listBill: Money; communityCharge: Money }[] } }] } };
    const judged = (await graph.ask('council', evaluation, { id: tender.id })).data as unknown as Data;
    for (const { bid, qualified } of judged.tender.lots[0].evaluation.bids) {
      if (qualified === null) expect((await graph.tell('council', 'judgeBid', 'JudgeBidInput', { tenderId: tender.id, bidId: bid.id, qualified: true, reason: 'In order.' }, 'tender { id }')).problems).toEqual([]);
    }
    await must(graph, 'council', 'proposeAward', { tenderId: tender.id });
    const [lot] = ((await graph.ask('council', evaluation, { id: tender.id })).data as unknown as Data).tender.lots;
    const { award } = lot;
    expect(lot.evaluation.bids.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(halalas(award.amount)).toBe(halalas(lot.evaluation.bids[0]?.listBill ?? { amount: '0.00' }));
    expect(award.equalisation.reduce((sum, { transfer }) => sum + halalas(transfer), 0n)).toBe(0n);
    expect(award.equalisation.reduce((sum, { listBill }) => sum + halalas(listBill), 0n)).toBe(halalas(award.amount));
    for (const entry of award.equalisation) expect(halalas(entry.transfer)).toBe(halalas(entry.communityCharge) - halalas(entry.listBill));
    expect(halalas(award.savings.saving)).toBe(halalas(award.savings.standalone) - halalas(award.savings.pooled));
    expect(award.savings.parts.reduce((sum, part) => sum + halalas(part.amount), 0n)).toBe(halalas(award.savings.saving));
    expect(halalas(award.amount)).toBe(billByHand(sample));

    await untilState(graph, tender, 'AWARDED');
    const signed = await graph.tell<{ frameworkAgreement: { id: string; insurer: { id: string } } }>('council', 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: award.id }, 'frameworkAgreement { id insurer { id } }');
    agreementId = signed.frameworkAgreement.id;
    await graph.tell({ role: 'insurer_officer', organisation: signed.frameworkAgreement.insurer.id }, 'signFrameworkAgreement', 'SignFrameworkAgreementInput', { awardId: award.id }, 'frameworkAgreement { id }');
    await untilState(graph, tender, 'CONTRACTED');
  });

  it.each([0, 1, 2, 3])('enrolls roster %d: everyone is covered once, or refused with a rule', async (n) => {
    const associationId = sample.associations[n]?.id;
    const { callOff, problems } = await graph.tell<{ callOff: { id: string } }>(officer(n), 'callOffPolicy', 'CallOffPolicyInput', { associationId, frameworkAgreementId: agreementId, inceptionDate: `${COVER_YEAR}-01-01` }, 'callOff { id }');
    expect(problems).toEqual([]);
    await graph.until<{ association: { callOffs: { edges: { node: { state: string } }[] } } }>(officer(n), 'query ($id: ID!) { association(id: $id) { callOffs { edges { node { state } } } } }', { id: associationId }, (data) => data.association.callOffs.edges[0]?.node.state === 'POLICY_ISSUED');
    const { batch } = await graph.tell<{ batch: { id: string } }>(officer(n), 'createEnrollmentBatch', 'CreateEnrollmentBatchInput', { callOffId: callOff.id, wholeRoster: 'ADD' }, 'batch { id }');
    const read = 'query ($id: ID!) { enrollmentBatch(id: $id) { state lineCount accepted refused premiumDelta { amount } lines(first: 100) { edges { node { id state eligibilityDecision { id } coverage { card { cardNumber } member { id } } } } } } }';
    type Batch = { enrollmentBatch: { state: string; lineCount: number; accepted: number; refused: number; premiumDelta: Money; lines: { edges: { node: { id: string; state: string; eligibilityDecision: { id: string } | null; coverage: { card: { cardNumber: string }; member: { id: string } } | null } }[] } } };
    const validated = await graph.until<Batch>(officer(n), read, { id: batch.id }, (data) => data.enrollmentBatch.state === 'VALIDATED');
    for (const { node } of validated.enrollmentBatch.lines.edges.filter((edge) => edge.node.state === 'NEEDS_PERSON')) {
      expect((await graph.tell('regulator', 'decideEligibilityByPerson', 'DecideEligibilityByPersonInput', { decisionId: node.eligibilityDecision?.id, outcome: 'NOT_ELIGIBLE', reason: 'Not confirmed.' }, 'decision { id }')).problems).toEqual([]);
    }
    await graph.until<Batch>(officer(n), read, { id: batch.id }, (data) => data.enrollmentBatch.lines.edges.every(({ node }) => node.state !== 'NEEDS_PERSON'));
    expect((await graph.tell(officer(n), 'submitEnrollmentBatch', 'EnrollmentBatchCommandInput', { batchId: batch.id }, 'batch { id }')).problems).toEqual([]);
    const { enrollmentBatch: applied } = await graph.until<Batch>(officer(n), read, { id: batch.id }, (data) => data.enrollmentBatch.state === 'APPLIED');
    expect(applied.accepted + applied.refused).toBe(applied.lineCount);
    expect(applied.lineCount).toBe([...sample.people(sample.associations[n] as Sample['associations'][number])].length);
    const cards = applied.lines.edges.flatMap(({ node }) => (node.coverage === null ? [] : [node.coverage.card.cardNumber]));
    expect(cards.length).toBeGreaterThan(0);
    expect(new Set(cards).size).toBe(cards.length);
    expect(cards.every((card) => card.startsWith('SBX'))).toBe(true);
    const billed = await graph.ask(officer(n), 'query ($id: ID!) { association(id: $id) { policies(first: 1) { edges { node { invoices { edges { node { state net { amount } total { amount } due { amount } lines { net { amount } } } } } } } } } }', { id: associationId });
    type Billed = { association: { policies: { edges: { node: { invoices: { edges: { node: { state: string; net: Money; total: Money; due: Money; lines: { net: Money }[] } }[] } } }[] } } };
    const [invoice] = (billed.data as unknown as Billed).association.policies.edges[0]?.node.invoices.edges.map(({ node }) => node) ?? [];
    expect([invoice?.state, invoice?.net.amount, invoice?.due.amount]).toEqual(['ISSUED', applied.premiumDelta.amount, invoice?.total.amount]);
  });

  it('shows another association nothing of it', async () => {
    const { data } = await graph.ask(officer(1), 'query ($id: ID!) { association(id: $id) { name { en } policies { edges { node { id } } } } }', { id: sample.associations[0]?.id });
    const { association } = data as unknown as { association: { name: { en: string }; policies: { edges: unknown[] } | null } };
    expect(association.policies?.edges ?? []).toEqual([]);
  });

  it.each(Object.entries(LISTS))('needs the same number of SQL statements for %s whatever the length of the lists', async (_name, [role, document]) => {
    const ask = async (n: number): Promise<ReadonlyMap<string, number>> => {
      statements.clear();
      const { errors } = await graph.ask(role, document, { n });
      expect(errors).toBeUndefined();
      return new Map(statements);
    };
    const ofOne: ReadonlyMap<string, number>[] = [];
    const ofFour: ReadonlyMap<string, number>[] = [];
    const fewest = (runs: readonly ReadonlyMap<string, number>[], sql: string): number => Math.min(...runs.map((run) => run.get(sql) ?? 0));
    // A statement an item would be three more for three more items, in every run.
    const growing = (): string[] => [...ofFour[0]?.keys() ?? []].filter((sql) => fewest(ofFour, sql) - fewest(ofOne, sql) >= 3);
    // The fewest of some runs: branches that need the same rows share a statement when they come to it in one tick, which
    // a busy machine may prevent; and what jobs do beside is not in every run.
    for (let run = 0; run < 2 || (run < 20 && growing().length > 0); run += 1) {
      ofOne.push(await ask(1));
      ofFour.push(await ask(4));
    }
    expect(growing()).toEqual([]);
    for (const sql of ofFour[0]?.keys() ?? []) counted.add(sql);
  });

  it('leaves no list of the graph out of that count', async () => {
    const api = await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8');
    const asked = fieldsAskedBy(api, Object.values(LISTS).map(([, document]) => document));
    expect(listFieldsOf(api).filter((field) => !asked.has(field))).toEqual([]);
    expect(counted.size).toBeGreaterThan(50);
  });

  it('leaves no personal data in any log', () => {
    const written = graph.log.join('\n');
    for (const association of sample.associations) {
      for (const person of sample.people(association)) {
        expect(written.includes(person.nationalId)).toBe(false);
        expect(written.includes(person.fullNameAr)).toBe(false);
      }
    }
  });
});

/** The cheapest insurer's list bill, person by person, without any of the programme's code. */
function billByHand(of: Sample): bigint {
  const today = `${COVER_YEAR}-01-01`;
  const bills = of.insurers.slice(0, 3).map((insurer) => {
    let sum = 0n;
    for (const association of of.associations) {
      for (const person of of.people(association)) {
        const age = ageOn(person.birthDate, today);
        const status = person.relationship === 'SELF' ? 'EMPLOYEE' : person.relationship;
        const rate = insurer.bookRates.find((each) => each.policyClass === person.policyClass && each.ageFrom <= age && age <= each.ageTo && each.sex === person.sex && each.status === status);
        sum += rate?.yearlyRate ?? 0n;
      }
    }
    return sum;
  });
  return bills.reduce((low, bill) => (bill < low ? bill : low));
}

function ageOn(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}
