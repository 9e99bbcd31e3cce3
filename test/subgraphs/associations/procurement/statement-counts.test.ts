import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addAssociations } from './add-associations.ts';
import { contracted, draft, officerOf } from './played-tender.ts';
import type { AwardedTender } from './played-tender.ts';
import { COUNCIL, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
let played: AwardedTender[];
beforeAll(async () => {
  desk = await openProcurementHouse();
  played = [await contracted(desk), await contracted(desk, {}, [40, 12, 20, 15, 30, 25])];
  for (const { agreementId, associations, id } of played) {
    const { tender: { coverFrom } } = await desk.ask<{ tender: { coverFrom: string } }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { coverFrom } }', { id });
    for (const associationId of associations) await desk.must(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate: coverFrom }, 'callOff { id }');
  }
}, 60_000);
afterAll(() => desk.close());

/**
 * The fewest of a few runs: two branches of an answer that need the same rows share one statement when they come to it
 * in the same tick, which a busy machine may prevent.
 */
async function statementsOf(query: string, variables: Record<string, unknown>): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    desk.statements.length = 0;
    await desk.ask(COUNCIL, query, variables);
    counts.push(desk.statements.length);
  }
  return Math.min(...counts);
}

const TENDER = `
  id availableActions pool { associations census { lives } shares { association { id name { en } } lives } }
  lots { id evaluation { bids { bid { id } scores { points } } } award { id equalisation { association { id name { en } } } savings { associations { association { id } } }
    frameworkAgreement { id award { id } callOffs(first: 50) { edges { node { id association { id } frameworkAgreement { id } history { action } } } } } } }
  plans(first: 50) { edges { node { id association { id } tender { id } availableActions history { action } } } }
  enquiries { id } amendments { number } bidCommitments { lotId } opening { openedAt } history { action }`;

describe('the number of statements', () => {
  it('of a list of tenders, with all that hangs on each, does not depend on how many there are', async () => {
    const query = `query (\$first: Int) { tenders(first: \$first) { edges { node { ${TENDER} } } } }`;
    const one = await statementsOf(query, { first: 1 });
    for (let extra = 0; extra < 8; extra += 1) await desk.must(COUNCIL, 'createTender', draft(desk));
    expect(await statementsOf(query, { first: 10 })).toBe(one);
  });

  it('of one tender does not depend on how many associations joined, bid or called off', async () => {
    const query = `query (\$id: ID!) { tender(id: \$id) { ${TENDER} } }`;
    const [first, second] = played;
    const few = await statementsOf(query, { id: first?.id });
    expect(await statementsOf(query, { id: second?.id })).toBe(few);
  });

  it('of references to associations, with their plans and call-offs, does not depend on how many there are', async () => {
    await addAssociations(desk, [1, 1, 1]);
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Association { procurementPlans { edges { node { tender { id } } } } callOffs { edges { node { frameworkAgreement { id } } } } } } }';
    const ids = played.flatMap(({ associations }) => associations);
    const references = (all: readonly string[]) => ({ r: all.map((id) => ({ __typename: 'Association', id })) });
    const one = await statementsOf(query, references(ids.slice(0, 1)));
    expect(await statementsOf(query, references(ids))).toBe(one);
  });

  it('of references to each thing of its own does not depend on how many there are', async () => {
    const rows = async (table: string): Promise<string[]> => (await desk.database.query<{ id: string }[]>(`SELECT id FROM ${table}`)).map(({ id }) => id);
    for (const [type, table] of [['Tender', 'tender'], ['DemandPool', 'demand_pool'], ['ProcurementPlan', 'procurement_plan'], ['Award', 'award'], ['FrameworkAgreement', 'framework_agreement'], ['CallOff', 'call_off']] as const) {
      const ids = await rows(table);
      expect(ids.length).toBeGreaterThan(1);
      const query = `query (\$r: [_Any!]!) { _entities(representations: \$r) { ... on ${type} { id } } }`;
      expect(await statementsOf(query, { r: ids.map((id) => ({ __typename: type, id })) })).toBe(1);
    }
  });
});
