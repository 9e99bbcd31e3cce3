import { beforeEach, describe, expect, it } from '@jest/globals';
import { SourceUnavailableError } from '../../../../subgraphs/kit/source-unavailable.ts';
import type { HouseServices } from '../../../../subgraphs/kit/request-context.ts';
import { toldStandingOf } from '../../../../subgraphs/regulation/domain/told-accreditation.ts';
import { TELL_ACCREDITATION, runTellAccreditation } from '../../../../subgraphs/regulation/jobs/tell-accreditation.ts';
import { runWatchAccreditations } from '../../../../subgraphs/regulation/jobs/watch-accreditations.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const regulator = principalOf('regulator', 'regulator');

interface Told { insurerId: string; accreditationId: string; version: number; standing: string; reason: string }

/** What waits to be told, oldest first. */
async function waiting(): Promise<Told[]> {
  const rows = await house.database.query<{ payload: Told }[]>(
    `SELECT jobs.payload FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
     WHERE tasks.identifier = $1 ORDER BY jobs.id`, [TELL_ACCREDITATION],
  );
  return rows.map(({ payload }) => payload);
}

beforeEach(() => house.database.query('DELETE FROM graphile_worker._private_jobs'));

async function accreditation(kind: 'INSURER' | 'ASSOCIATION', subjectId: string, state: string, validTo = '2030-12-31'): Promise<string> {
  const [row] = await house.database.query<[{ id: string }]>(
    `INSERT INTO accreditation (id, kind, subject_id, subject_number, state, valid_from, valid_to, facts, rules_evaluated, version)
     VALUES (gen_random_uuid(), $1, $2, null, $3, '2026-01-01', $4, '[]', '[]', 4) RETURNING id`, [kind, subjectId, state, validTo],
  );
  return row.id;
}

const act = async (accreditationId: string, action: string): Promise<void> => {
  const { problems } = await house.tell(regulator, 'actOnAccreditation', { accreditationId, action, reason: 'An inquiry.' }, 'accreditation { state }');
  expect(problems).toEqual([]);
};

describe('what an insurer\'s accreditation comes to', () => {
  it('is told in the transaction of the change, with its version', async () => {
    const accreditationId = await accreditation('INSURER', 'insurer-1', 'ACCREDITED');
    await act(accreditationId, 'SUSPEND');
    expect(await waiting()).toEqual([{ insurerId: 'insurer-1', accreditationId, version: 5, standing: 'LAPSED', reason: 'An inquiry.', onBehalfOf: expect.stringContaining(regulator.subject) }]);
    await act(accreditationId, 'REVOKE');
    expect((await waiting()).at(-1)).toMatchObject({ version: 6, standing: 'REVOKED' });
  });

  it('is told to nobody when it is an association\'s, when nothing that held ceases to, or when the step was refused', async () => {
    await act(await accreditation('ASSOCIATION', 'association-1', 'ACCREDITED'), 'SUSPEND');
    const reviewed = await accreditation('INSURER', 'insurer-2', 'UNDER_REVIEW');
    await act(reviewed, 'DENY');
    const { problems } = await house.tell(regulator, 'actOnAccreditation', { accreditationId: reviewed, action: 'SUSPEND', reason: 'x' }, 'accreditation { state }');
    expect(problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED' }]);
    expect(await waiting()).toEqual([]);
  });

  it('is told until the registry has answered without a problem', async () => {
    const asked: unknown[] = [];
    const answers: (readonly { code: string }[] | Error)[] = [new SourceUnavailableError('graph', 'down'), [{ code: 'NOT_YOURS' }], []];
    const services = { graph: { ask: (_document: string, variables: unknown) => {
      asked.push(variables);
      const answer = answers.shift() ?? [];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ recordAccreditation: { problems: answer } });
    } } } as unknown as HouseServices;
    const told: Told = { insurerId: 'insurer-1', accreditationId: 'a', version: 5, standing: 'LAPSED', reason: 'An inquiry.' };
    await expect(runTellAccreditation(services, { ...told })).rejects.toThrow(SourceUnavailableError);
    await expect(runTellAccreditation(services, { ...told })).rejects.toThrow('NOT_YOURS');
    await runTellAccreditation(services, { ...told });
    expect(asked).toEqual(Array(3).fill({ input: { idempotencyKey: 'accreditation:a:5', ...told } }));
  });

  it.each([
    ['APPLIED', null], ['UNDER_REVIEW', null], ['DENIED', null], ['ACCREDITED', 'IN_FORCE'], ['CONDITIONAL', 'IN_FORCE'], ['SUSPENDED', 'LAPSED'],
    ['EXPIRED', 'LAPSED'], ['REVOKED', 'REVOKED'],
  ] as const)('%s is told as %s', (state, told) => {
    expect(toldStandingOf(state)).toBe(told);
  });
});

describe('the daily look', () => {
  it('tells what expired', async () => {
    const accreditationId = await accreditation('INSURER', 'insurer-3', 'ACCREDITED', '2026-02-27');
    await runWatchAccreditations({ database: house.database, now: () => house.clock, graph: { ask: () => Promise.resolve({ subjects: { edges: [], pageInfo: { hasNextPage: false } } }) }, sources: house.sources } as never);
    expect(await waiting()).toEqual([{ insurerId: 'insurer-3', accreditationId, version: 5, standing: 'LAPSED', reason: 'It held until 2026-02-27.' }]);
  });
});
