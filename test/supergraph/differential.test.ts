import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { execute, parse, validate } from 'graphql';
import { compose } from '../../schema/tools/compose.ts';
import { apolloEngine, overTheWire, ownEngine } from './world/engines.ts';
import type { EngineAnswer } from './world/engines.ts';
import { generateOperation } from './world/generate-operation.ts';
import { generateWorld } from './world/generate-world.ts';
import { monolith } from './world/monolith.ts';
import { sdlOf, subgraphSchema } from './world/subgraph.ts';
import type { RunContext } from './world/subgraph.ts';

/*
 * Generated supergraphs, and generated operations over them: our execution must answer what one schema that knows
 * everything answers. DIFFERENTIAL_WORLDS says how many supergraphs, each with ten operations, DIFFERENTIAL_SEED which,
 * and DIFFERENTIAL_SECONDS how long it may take, shrinking included. A failure prints the seed, the shrunk case, and what
 * Apollo's executor answers to it.
 */

const WORLDS = Number(process.env.DIFFERENTIAL_WORLDS ?? 40);
const OPERATIONS = 10;
const SECONDS = Number(process.env.DIFFERENTIAL_SECONDS ?? 60);
const SEED = Number(process.env.DIFFERENTIAL_SEED ?? Date.now() % 1_000_000_000);

const numbers = (maxLength: number) => fc.array(fc.nat(1_000), { maxLength, size: 'max' });

function open(worldNumbers: readonly number[]) {
  const world = generateWorld(worldNumbers);
  const names = [...world.subgraphs, ...(world.adder ? [world.adder] : [])];
  const { supergraphSdl } = compose(names.map((name) => ({ name, url: `http://${name}.invalid`, sdl: sdlOf(world, name) })));
  const schemas = new Map(names.map((name) => [name, subgraphSchema(world, name)]));
  const own = ownEngine(supergraphSdl, schemas);
  return { own, whole: monolith(world, own.api), apollo: () => apolloEngine(supergraphSdl, schemas), sdls: names.map((name) => `# ${name}\n${sdlOf(world, name)}`) };
}

describe('our execution of generated operations over generated supergraphs', () => {
  it(`answers what one schema over the same data answers (seed ${SEED})`, async () => {
    let cases = 0;
    await fc.assert(fc.asyncProperty(numbers(120), fc.array(numbers(150), { minLength: OPERATIONS, maxLength: OPERATIONS }), async (worldNumbers, operations) => {
      const { own, whole, apollo, sdls } = open(worldNumbers);
      for (const operationNumbers of operations) {
        const { query, variables } = generateOperation(operationNumbers, own.api);
        const document = parse(query);
        expect({ query, wrong: validate(own.api, document).map(String) }).toEqual({ query, wrong: [] });

        const run: RunContext = { done: [], failed: [] };
        const right = await execute({ schema: whole, document, variableValues: variables, contextValue: run });
        const expected = overTheWire(right.data ?? null);
        const ownRun: RunContext = { done: [], failed: [] };
        const answer = await own.run(query, variables, ownRun);
        cases += 1;
        const failed = [...right.errors ?? [], ...run.failed];
        if (isDeepStrictEqual(answer.data, expected) && isDeepStrictEqual(ownRun.done, run.done) && tellsAll(answer, failed)) continue;
        const theirs = await (await apollo())(query, variables, { done: [], failed: [] }).catch((error: unknown) => ({ data: String(error) }));
        throw new Error([
          'ANSWERED WRONGLY', query, JSON.stringify(variables), ...sdls,
          `right:  ${JSON.stringify(expected)} ${right.errors?.map(({ message, path }) => `${message} @${path?.join('.')}`).join('; ') ?? ''}`,
          `own:    ${JSON.stringify(answer.data)} ${answer.errors.map(({ message, path }) => `${message} @${path?.join('.')}`).join('; ')}`,
          `apollo: ${JSON.stringify(theirs.data)}`,
          ...answer.asked.map(({ service, request }) => `${service} ${JSON.stringify(request)}`),
        ].join('\n'));
      }
    }), { numRuns: WORLDS, seed: SEED, interruptAfterTimeLimit: SECONDS * 1_000 });
    expect(cases).toBe(WORLDS * OPERATIONS);
  }, SECONDS * 1_000 + 30_000);
});

/** Nothing is silent: where the whole schema tells an error, so do we, and never otherwise. */
function tellsAll({ errors }: EngineAnswer, right: readonly unknown[]): boolean {
  return (errors.length > 0) === (right.length > 0);
}
