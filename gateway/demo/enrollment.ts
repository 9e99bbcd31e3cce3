import { DemoFailure } from './player.ts';
import { amount, forEach, percent, waitFor } from './stage.ts';
import type { AssociationRow, Story } from './story.ts';

type Money = { readonly amount: string; readonly currency: string };

interface BatchRow {
  readonly id: string;
  readonly state: string;
  readonly lineCount: number;
  readonly accepted: number;
  readonly refused: number;
  readonly straightThroughBasisPoints: number;
  readonly premiumDelta: Money | null;
  readonly lines: { readonly edges: readonly { readonly node: { readonly id: string; readonly number: number; readonly state: string; readonly problem: { readonly code: string; readonly message: string } | null; readonly eligibilityDecision: { readonly id: string } | null } }[] };
}

const BATCH = `id state lineCount accepted refused straightThroughBasisPoints premiumDelta { amount currency }
  lines(first: 100, state: NEEDS_PERSON) { edges { node { id number state problem { code message } eligibilityDecision { id } } } }`;

interface Enrolled {
  readonly association: AssociationRow;
  readonly batch: BatchRow;
}

/** Chapter 6: associations call off their policies and enroll their people; the rules decide, and a person where they cannot. */
export async function peopleAreEnrolled(story: Story, agreementId: string, associations: readonly AssociationRow[]): Promise<void> {
  const { stage } = story;
  stage.chapter('6. Associations call off their policies and enroll their people');
  const enrolled = await forEach(stage, 'associations enrolled', associations, 3, (association) => enroll(story, agreementId, association));
  stage.table('The enrolled', ['association', 'lines', 'accepted', 'refused', 'decided without a person', 'premium for the term'],
    enrolled.slice(0, 15).map(({ association, batch }) => [association.name.en, batch.lineCount, batch.accepted, batch.refused, percent(batch.straightThroughBasisPoints), amount(batch.premiumDelta)]));
  const total = (of: (batch: BatchRow) => number): number => enrolled.reduce((sum, { batch }) => sum + of(batch), 0);
  stage.say(`In all: ${total(({ lineCount }) => lineCount)} lines, ${total(({ accepted }) => accepted)} lives covered, ${total(({ refused }) => refused)} refused.`);
  await showRejected(story, enrolled);
  await showCards(story, enrolled);
}

async function enroll(story: Story, agreementId: string, association: AssociationRow): Promise<Enrolled> {
  const officer = await story.player('association_officer', association.id);
  const { callOff } = await officer.tell<{ callOff: { id: string; frameworkAgreement: { validFrom: string } } }>('callOffPolicy', 'CallOffPolicyInput', {
    associationId: association.id, frameworkAgreementId: agreementId, inceptionDate: `${new Date().getUTCFullYear() + 1}-01-01`,
  }, 'callOff { id frameworkAgreement { validFrom } }');
  await waitFor<{ association: { callOffs: { edges: { node: { id: string; state: string } }[] } } }>(officer,
    'query ($id: ID!) { association(id: $id) { callOffs(first: 5) { edges { node { id state } } } } }', { id: association.id },
    (data) => data.association.callOffs.edges.some(({ node }) => node.id === callOff.id && node.state === 'POLICY_ISSUED'), 'the policy to be issued');
  const { batch } = await officer.tell<{ batch: { id: string } }>('createEnrollmentBatch', 'CreateEnrollmentBatchInput', { callOffId: callOff.id, wholeRoster: 'ADD' }, 'batch { id }');
  const read = `query ($id: ID!) { enrollmentBatch(id: $id) { ${BATCH} } }`;
  const validated = await waitFor<{ enrollmentBatch: BatchRow }>(officer, read, { id: batch.id }, ({ enrollmentBatch: row }) => row.state === 'VALIDATED', 'the lines to be decided');
  await decideByPerson(story, validated.enrollmentBatch);
  await waitFor<{ enrollmentBatch: BatchRow }>(officer, read, { id: batch.id }, ({ enrollmentBatch: row }) => row.lines.edges.length === 0, 'the decisions of a person to arrive');
  await officer.tell('submitEnrollmentBatch', 'EnrollmentBatchCommandInput', { batchId: batch.id }, 'batch { id }');
  const applied = await waitFor<{ enrollmentBatch: BatchRow }>(officer, read, { id: batch.id }, ({ enrollmentBatch: row }) => row.state === 'APPLIED' || row.state === 'REJECTED', 'the insurer to answer');
  return { association, batch: applied.enrollmentBatch };
}

/** What no rule could decide is decided by a person at the regulator, with a reason. */
async function decideByPerson(story: Story, batch: BatchRow): Promise<void> {
  for (const { node } of batch.lines.edges) {
    if (node.eligibilityDecision === null) throw new DemoFailure(`Line ${node.number} needs a person and has no decision to take.`);
    await story.regulator.tell('decideEligibilityByPerson', 'DecideEligibilityByPersonInput', {
      decisionId: node.eligibilityDecision.id, outcome: 'NOT_ELIGIBLE', reason: 'The sources do not confirm it; the association is asked to mend the record at its source.',
    }, 'decision { id }');
  }
}

async function showRejected(story: Story, enrolled: readonly Enrolled[]): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const { association, batch } of enrolled.filter(({ batch: each }) => each.refused > 0)) {
    const officer = await story.player('association_officer', association.id);
    for (const state of ['NOT_ELIGIBLE', 'REFUSED']) {
      const { enrollmentBatch } = await officer.ask<{ enrollmentBatch: { lines: { edges: { node: { number: number; problem: { code: string; message: string } | null; eligibilityDecision: { decisionMode: string | null; rulesEvaluated: { rule: string; passed: boolean; observed: string }[] } | null } }[] } } }>(
        `query ($id: ID!, $state: EnrollmentLineState!) { enrollmentBatch(id: $id) { lines(first: 20, state: $state) { edges { node { number problem { code message } eligibilityDecision { decisionMode rulesEvaluated { rule passed observed } } } } } } }`,
        { id: batch.id, state });
      for (const { node } of enrollmentBatch.lines.edges) {
        const failed = node.eligibilityDecision?.rulesEvaluated.filter(({ passed }) => !passed) ?? [];
        rows.push([association.name.en, node.number, node.problem?.code ?? '', failed.map(({ rule, observed }) => `${rule} ${observed}`).join('; '), node.eligibilityDecision?.decisionMode ?? 'insurer']);
      }
    }
  }
  story.stage.table('The rejected, with reasons', ['association', 'line', 'code', 'rule and what was observed', 'decided by'], rows.slice(0, 20));
}

async function showCards(story: Story, enrolled: readonly Enrolled[]): Promise<void> {
  const [first] = enrolled;
  if (first === undefined) return;
  const officer = await story.player('association_officer', first.association.id);
  const { association } = await officer.ask<{ association: { policies: { edges: { node: { policyNumber: string; lives: number; insurer: { name: { en: string } }; coverages: { edges: { node: { state: string; effectiveFrom: string; annualPremium: Money; card: { cardNumber: string; policyClass: string; validFrom: string; validTo: string } | null; member: { nationalIdMasked: string; relationship: string; fullName: { en: string } | null } } }[] } } }[] } } }>(
    `query ($id: ID!) { association(id: $id) { policies(first: 1) { edges { node { policyNumber lives insurer { name { en } } coverages(first: 8) { edges { node {
      state effectiveFrom annualPremium { amount currency } card { cardNumber policyClass validFrom validTo } member { nationalIdMasked relationship fullName { en } } } } } } } } } }`,
    { id: first.association.id });
  const policy = association.policies.edges[0]?.node;
  if (policy === undefined) throw new DemoFailure('The association has no policy.');
  if (policy.coverages.edges.length === 0) throw new DemoFailure('The policy covers nobody.');
  story.stage.table(`Cards of policy ${policy.policyNumber} (${policy.insurer.name.en})`, ['card', 'class', 'member', 'id', 'relation', 'valid', 'state', 'premium a year'],
    policy.coverages.edges.map(({ node }) => [node.card?.cardNumber ?? '—', node.card?.policyClass ?? '', node.member.fullName?.en ?? '—', node.member.nationalIdMasked, node.member.relationship, `${node.card?.validFrom ?? ''} – ${node.card?.validTo ?? ''}`, node.state, amount(node.annualPremium)]));
}
