import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import type { RegulationServices } from '../../../../subgraphs/regulation/context.ts';
import type { AccreditationKind, AccreditationState } from '../../../../subgraphs/regulation/domain/accreditation-life.ts';
import { runWatchAccreditations } from '../../../../subgraphs/regulation/jobs/watch-accreditations.ts';
import { MODEL_FACTS } from '../../../../subgraphs/regulation/store/compliance/model-facts.ts';
import { seedRegulationSample } from '../../../../subgraphs/regulation/store/sample.ts';
import { principalOf } from '../../../kit/principals.ts';
import { askAsHouse, openRegulation } from '../regulation-house.ts';
import { pino } from 'pino';

const house = await openRegulation();
const regulator = principalOf('regulator');
const services: RegulationServices = {
  database: house.database, sources: house.sources, facts: MODEL_FACTS, mode: 'SANDBOX', log: pino({ enabled: false }), now: () => house.clock,
  cipher: createFieldCipher(Buffer.alloc(32, 7)), graph: askAsHouse(house.graph),
};
const watch = (): Promise<void> => runWatchAccreditations(services);

/** A sample subject that the rest of the graph knows by this number. */
async function standing(kind: AccreditationKind, number: string, state: AccreditationState = 'ACCREDITED', validTo = '2026-12-31'): Promise<string> {
  const subjectId = randomUUID();
  (kind === 'ASSOCIATION' ? house.graph.associations : house.graph.insurers).set(subjectId, number);
  await seedRegulationSample(house.database, { accreditations: [{ kind, subjectId, level: null, validFrom: '2026-01-01', validTo, state }] }, house.clock);
  return subjectId;
}

async function read(kind: AccreditationKind, id: string) {
  const type = kind === 'ASSOCIATION' ? 'Association' : 'Insurer';
  const { data } = await house.ask(regulator, `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { accreditation { state inForce decisionMode facts { name source } rulesEvaluated { rule passed } history { action from to by reason } } } } }`, { representations: [{ __typename: type, id }] });
  return data._entities[0].accreditation;
}

beforeEach(async () => {
  await house.database.query('DELETE FROM accreditation');
  house.graph.insurers.clear();
  house.graph.associations.clear();
  for (const sandbox of Object.values(house.sandboxes)) sandbox.control({ behaviour: 'normal' });
});

describe('the daily look', () => {
  it('suspends at once an insurer whose licence or qualification lapsed, as the timer', async () => {
    const [good, unlicensed, unqualified] = [await standing('INSURER', '1010000001'), await standing('INSURER', '1010000098'), await standing('INSURER', '1010000097', 'CONDITIONAL')];
    await watch();
    expect(await read('INSURER', good)).toMatchObject({ state: 'ACCREDITED', inForce: true, history: [] });
    expect(await read('INSURER', unlicensed)).toMatchObject({
      state: 'SUSPENDED', inForce: false, decisionMode: 'AUTO', facts: [{ source: 'sandbox:insurer-licences' }, { source: 'sandbox:insurer-qualifications' }],
      rulesEvaluated: [{ rule: 'A11', passed: false }, { rule: 'A12', passed: true }],
      history: [{ action: 'SUSPEND', from: 'ACCREDITED', to: 'SUSPENDED', by: 'timer', reason: 'The licence lapsed: A11.' }],
    });
    expect(await read('INSURER', unqualified)).toMatchObject({ state: 'SUSPENDED', history: [{ from: 'CONDITIONAL', reason: 'The licence lapsed: A12.' }] });
    await watch();
    expect((await read('INSURER', unlicensed)).history).toHaveLength(1);
  });

  it('suspends an association without a licence, and lets a low score be a person\'s matter', async () => {
    const lapsed = await standing('ASSOCIATION', 'NCNP-1-E');
    const good = await standing('ASSOCIATION', 'NCNP-2');
    await watch();
    expect((await read('ASSOCIATION', lapsed)).state).toBe('SUSPENDED');
    expect((await read('ASSOCIATION', good)).state).toBe('ACCREDITED');
  });

  it('ends what is past its last day, suspended or not', async () => {
    const over = await standing('INSURER', '1010000001', 'ACCREDITED', '2026-02-28');
    const suspended = await standing('INSURER', '1010000002', 'SUSPENDED', '2026-02-27');
    const lastDay = await standing('INSURER', '1010000003', 'ACCREDITED', '2026-03-01');
    await watch();
    expect(await read('INSURER', over)).toMatchObject({ state: 'EXPIRED', inForce: false, history: [{ action: 'EXPIRE', by: 'timer', reason: 'It held until 2026-02-28.' }] });
    expect((await read('INSURER', suspended)).state).toBe('EXPIRED');
    expect(await read('INSURER', lastDay)).toMatchObject({ state: 'ACCREDITED', inForce: true });
  });

  it('suspends nobody on an answer that cannot be true', async () => {
    const id = await standing('INSURER', '1010000098');
    house.sandboxes.insurerLicences.control({ behaviour: 'contradictory' });
    await watch();
    expect((await read('INSURER', id)).state).toBe('ACCREDITED');
    house.sandboxes.insurerLicences.control({ behaviour: 'normal' });
    await watch();
    expect((await read('INSURER', id)).state).toBe('SUSPENDED');
  });

  it('fails, to be tried again, while a register or the graph is down', async () => {
    const id = await standing('INSURER', '1010000098');
    house.sandboxes.insurerQualifications.control({ behaviour: 'down' });
    await expect(watch()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    const unknown = await standing('ASSOCIATION', 'NCNP-3-S');
    house.sandboxes.insurerQualifications.control({ behaviour: 'normal' });
    house.graph.down = true;
    await expect(watch()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    house.graph.down = false;
    expect((await read('ASSOCIATION', unknown)).state).toBe('ACCREDITED');
    await watch();
    expect((await read('INSURER', id)).state).toBe('SUSPENDED');
    expect((await read('ASSOCIATION', unknown)).state).toBe('SUSPENDED');
  });

  it('learns the numbers of all subjects from their houses, page by page, once', async () => {
    for (let n = 1; n <= 5; n += 1) await standing('ASSOCIATION', `NCNP-${n}`);
    await watch();
    const rows = await house.database.query<{ subject_number: string }[]>('SELECT subject_number FROM accreditation ORDER BY subject_number');
    expect(rows.map(({ subject_number }) => subject_number)).toEqual(['NCNP-1', 'NCNP-2', 'NCNP-3', 'NCNP-4', 'NCNP-5']);
    house.graph.down = true;
    await expect(watch()).resolves.toBeUndefined();
    house.graph.down = false;
  });
});
