import { describe, expect, it } from '@jest/globals';
import { compareAll } from './world/differential.ts';

/*
 * Generated supergraphs, and generated operations over them: our execution must answer what one schema that knows
 * everything answers. DIFFERENTIAL_WORLDS says how many supergraphs, each with ten operations, DIFFERENTIAL_SEED which,
 * and DIFFERENTIAL_SECONDS how long it may take, shrinking included. A failure prints the seed and the shrunk case. The
 * same with a budget of operations, outside the tests: npm run bench -- differential.
 */

const WORLDS = Number(process.env.DIFFERENTIAL_WORLDS ?? 40);
const OPERATIONS = 10;
const SECONDS = Number(process.env.DIFFERENTIAL_SECONDS ?? 300);
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? process.env.TEST_SEED ?? Date.now() % 1_000_000_000);

describe('our execution of generated operations over generated supergraphs', () => {
  it(`answers what one schema over the same data answers (seed ${SEED})`, async () => {
    const compared = await compareAll({ worlds: WORLDS, operations: OPERATIONS, seed: SEED, seconds: SECONDS, throughTheDoorOneIn: 6, byApolloOneIn: 6 });
    expect(compared.operations).toBe(WORLDS * OPERATIONS);
    expect(compared.quick).toBeGreaterThan(compared.operations / 10);
  }, SECONDS * 1_000 + 30_000);
});
