import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { planInThread } from '../../../gateway/execution/planner-thread.ts';
import { PlanningTooLong, plannedInTime } from '../../../gateway/execution/planning-too-long.ts';
import { tinySupergraph } from '../../kit/tiny-subgraphs.ts';

const SDL = tinySupergraph([{ name: 'any', sdl: 'type Query { a(n: Int): Query }' }]);
/** Reading it alone takes far longer than a millisecond. */
const LARGE = parse(`{ ${Array.from({ length: 3_000 }, (_, n) => `a${n}: a(n: ${n}) { __typename }`).join(' ')} }`);

describe('planning', () => {
  it('ends at its limit, says so, and is not tried again for the same operation', async () => {
    const planning = planInThread({ planningMs: 1 });
    const { plan } = await planning.load(SDL);
    const first = await Promise.resolve(plan(LARGE, undefined)).catch((error: unknown) => error);
    expect(first).toBeInstanceOf(PlanningTooLong);
    expect(await Promise.resolve(plan(LARGE, undefined)).catch((error: unknown) => error)).toBe(first);
    await expect(plannedInTime(Promise.reject(first as Error), 'en')).rejects.toMatchObject({
      extensions: { code: 'PLANNING_TOO_LONG', limit: 'planningMs', measured: (first as PlanningTooLong).measured, allowed: 1 },
    });
    await planning.close();
  }, 60_000);

  it('goes on after an operation that took too long', async () => {
    const short = planInThread({ planningMs: 1 });
    const loaded = await short.load(SDL);
    await expect(Promise.resolve(loaded.plan(LARGE, undefined))).rejects.toThrow(PlanningTooLong);
    // Its supergraph is told to the new thread, and others are loaded by it.
    expect((await short.load(SDL)).facts.services).toEqual(['any']);
    await short.close();
    const long = planInThread();
    expect((await (await long.load(SDL)).plan(parse('{ a { __typename } }'), undefined)).node?.kind).toBe('Fetch');
    await long.close();
  }, 60_000);
});
