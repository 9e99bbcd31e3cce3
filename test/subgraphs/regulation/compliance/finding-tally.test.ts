import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import { readFindingCounts, readFindingTotals } from '../../../../subgraphs/regulation/store/compliance/count-findings.ts';
import type { FindingScope } from '../../../../subgraphs/regulation/store/compliance/finding-filter.ts';
import { FindingTally1764460000020 } from '../../../../subgraphs/regulation/store/compliance/finding-tally-migration.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

const DAYS = ['2026-02-28', '2026-03-02', '2026-03-04', '2026-03-31'];
const TODAY = '2026-03-31';
const SCOPES: readonly FindingScope[] = [null, 'a1', 'a2'].flatMap((associationId) => [null, 'i1', 'i2'].map((insurerId) => ({ associationId, insurerId })));

/** What a writer does to one of its findings within a transaction. */
interface Step { readonly action: 'OPEN' | 'RESTATE' | 'ANSWER' | 'CLOSE' | 'REOPEN'; readonly which: number; readonly rule: string; readonly severity: number; readonly association: string | null; readonly insurer: string | null; readonly at: string }
interface Work { readonly steps: readonly Step[]; readonly fails: boolean }

const STEP: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom('OPEN', 'OPEN', 'RESTATE', 'ANSWER', 'CLOSE', 'REOPEN'), which: fc.nat(5), rule: fc.constantFrom('E01', 'E17'), severity: fc.nat(3),
  association: fc.constantFrom('a1', 'a2', null), insurer: fc.constantFrom('i1', 'i2', null),
  // Each side of midnight in Riyadh.
  at: fc.constantFrom('2026-02-28T20:59:59Z', '2026-02-28T21:00:00Z', '2026-03-02T12:00:00Z', '2026-03-05T00:00:00Z'),
});
const WRITERS = fc.array(fc.array(fc.record({ steps: fc.array(STEP, { minLength: 1, maxLength: 6 }), fails: fc.integer({ min: 0, max: 4 }).map((n) => n === 0) }), { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 });

async function take(tx: EntityManager, subject: string, { action, rule, severity, association, insurer, at }: Step): Promise<void> {
  switch (action) {
    case 'OPEN':
      return void (await tx.query(
        `WITH made AS (
           INSERT INTO finding (id, rule, rule_from, rule_value, applies_on, subject_kind, subject_id, owner_sector, association_id, insurer_id, state, kind, severity, observed, facts, opened_at, changed_at, times_opened, version)
           VALUES (gen_random_uuid(), $2, '2020-01-01', '', '2026-01-01', 'MEMBER', $1, 'ASSOCIATION', $3, $4, 'OPEN', 'BREACH', $5, '', '[]', $6, $6, 1, 1) ON CONFLICT DO NOTHING RETURNING *
         ) INSERT INTO finding_period (finding_id, number, rule, association_id, insurer_id, opened_at) SELECT id, 1, rule, association_id, insurer_id, opened_at FROM made`,
        [subject, rule, association, insurer, severity, at]));
    case 'RESTATE':
      return void (await tx.query(`UPDATE finding SET severity = $3, association_id = $4, insurer_id = $5, state = 'OPEN' WHERE subject_id = $1 AND rule = $2 AND state <> 'CLOSED'`, [subject, rule, severity, association, insurer]));
    case 'ANSWER':
      return void (await tx.query(`UPDATE finding SET state = 'ANSWERED' WHERE subject_id = $1 AND rule = $2 AND state = 'OPEN'`, [subject, rule]));
    case 'CLOSE':
      return void (await tx.query(
        `WITH moved AS (UPDATE finding SET state = 'CLOSED', closed_at = $3 WHERE subject_id = $1 AND rule = $2 AND state <> 'CLOSED' RETURNING id, times_opened)
         UPDATE finding_period SET closed_at = $3 FROM moved WHERE finding_id = moved.id AND number = moved.times_opened`, [subject, rule, at]));
    case 'REOPEN':
      return void (await tx.query(
        `WITH moved AS (UPDATE finding SET state = 'OPEN', times_opened = times_opened + 1, closed_at = NULL WHERE subject_id = $1 AND rule = $2 AND state = 'CLOSED' RETURNING *)
         INSERT INTO finding_period (finding_id, number, rule, association_id, insurer_id, opened_at) SELECT id, times_opened, rule, association_id, insurer_id, $3 FROM moved`, [subject, rule, at]));
  }
}

describe('the tally of findings', () => {
  let house: ModelHouse;

  beforeAll(async () => {
    house = await openModelHouse();
  }, 60_000);
  afterAll(() => house.close());

  /** Some transactions end in a failure, whose counts go with them. */
  const write = async (writer: number, work: readonly Work[]): Promise<void> => {
    for (const { steps, fails } of work) {
      await house.database.transaction(async (tx) => {
        for (const step of steps) await take(tx, `${writer}-${step.which}`, step);
        if (fails) throw new Error('undone');
      }).catch((error: Error) => {
        if (error.message !== 'undone') throw error;
      });
    }
  };

  const counted = async ({ associationId, insurerId }: FindingScope): Promise<unknown> => {
    const scope = '($1::text IS NULL OR association_id = $1) AND ($2::text IS NULL OR insurer_id = $2)';
    const totals = await house.database.query(
      `SELECT rule AS "ruleId", severity, count(*) FILTER (WHERE state = 'OPEN')::int AS open, count(*) FILTER (WHERE state = 'ANSWERED')::int AS answered
       FROM finding WHERE state <> 'CLOSED' AND ${scope} GROUP BY rule, severity ORDER BY rule, severity DESC`, [associationId, insurerId]);
    const days = await house.database.query<{ rule: string; on: string; standing: number }[]>(
      `SELECT rule, day::text AS on, (count(*) FILTER (WHERE opened_at < (day + 1)::timestamp AT TIME ZONE 'Asia/Riyadh') - count(*) FILTER (WHERE closed_at < (day + 1)::timestamp AT TIME ZONE 'Asia/Riyadh'))::int AS standing
       FROM finding_period, unnest($3::date[]) AS day WHERE ${scope} GROUP BY rule, day ORDER BY rule, day`, [associationId, insurerId, DAYS]);
    return { totals, days };
  };

  const SEVERITY = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
  const kept = async (scope: FindingScope): Promise<unknown> => ({
    totals: (await readFindingTotals(house.database.manager, scope, TODAY)).map((total) => ({ ...total, severity: SEVERITY.indexOf(total.severity) })),
    days: [...await readFindingCounts(house.database.manager, DAYS, null, scope, TODAY)].flatMap(([rule, points]) => points.map(({ on, standing }) => ({ rule, on, standing }))),
  });

  const expectEqual = async (): Promise<void> => {
    for (const scope of SCOPES) expect({ scope, ...await kept(scope) as object }).toEqual({ scope, ...await counted(scope) as object });
  };

  it('equals a count of the findings, whatever many writers do at once and whichever of them fail', async () => {
    await fc.assert(fc.asyncProperty(WRITERS, async (writers) => {
      await house.database.query('TRUNCATE finding, finding_period');
      await Promise.all(writers.map((work, writer) => write(writer, work)));
      await expectEqual();
      // What many do at once does not shrink.
    }), { numRuns: 25, endOnFailure: true });
  }, 120_000);

  it('lets writers that count in another order pass each other', async () => {
    await house.database.query('TRUNCATE finding, finding_period');
    const writers = [0, 1, 2, 3, 4, 5].map((writer) => ({ writer, rules: writer < 4 ? ['E01', 'E17'] : ['E17', 'E01'], runner: house.database.createQueryRunner() }));
    const step = { action: 'OPEN', which: 0, severity: 2, association: 'a1', insurer: 'i1', at: '2026-03-02T12:00:00Z' } as const;
    try {
      for (const { runner } of writers) await runner.startTransaction();
      for (const round of [0, 1]) for (const { runner, rules, writer } of writers) await take(runner.manager, `${writer}-0`, { ...step, rule: rules[round]! });
      for (const { runner } of writers) await runner.commitTransaction();
    } finally {
      for (const { runner } of writers) await runner.release();
    }
    await expectEqual();
    expect(await readFindingTotals(house.database.manager, { associationId: null, insurerId: null }, TODAY)).toMatchObject([{ ruleId: 'E01', open: 6 }, { ruleId: 'E17', open: 6 }]);
  });

  it('is taken over from the findings there were', async () => {
    await house.database.query('TRUNCATE finding, finding_period');
    const step = { which: 0, severity: 2, association: 'a1', insurer: null, at: '2026-03-02T12:00:00Z' } as const;
    await write(0, [{ fails: false, steps: [{ ...step, action: 'OPEN', rule: 'E01' }, { ...step, action: 'OPEN', rule: 'E17' }, { ...step, action: 'CLOSE', rule: 'E17', at: '2026-03-05T00:00:00Z' }] }]);
    const runner = house.database.createQueryRunner();
    try {
      await new FindingTally1764460000020().down(runner);
      await new FindingTally1764460000020().up(runner);
    } finally {
      await runner.release();
    }
    await expectEqual();
    expect(await readFindingTotals(house.database.manager, { associationId: 'a1', insurerId: null }, TODAY)).toEqual([{ ruleId: 'E01', severity: 'HIGH', open: 1, answered: 0 }]);
  });

  it('counts nobody who is taken away by hand', async () => {
    await house.database.query('DELETE FROM finding');
    await house.database.query('DELETE FROM finding_period');
    await expectEqual();
    expect(await readFindingTotals(house.database.manager, { associationId: null, insurerId: null }, TODAY)).toEqual([]);
  });
});
