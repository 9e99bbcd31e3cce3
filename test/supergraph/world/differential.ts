import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { execute, GraphQLError, parse, validate } from 'graphql';
import { compose } from '../../../schema/tools/compose.ts';
import { apolloEngine, overTheWire, ownEngine } from './engines.ts';
import type { Engine, EngineAnswer } from './engines.ts';
import { generateOperation } from './generate-operation.ts';
import { generateWorld } from './generate-world.ts';
import { monolith } from './monolith.ts';
import { sdlOf, subgraphSchema } from './subgraph.ts';
import type { RunContext } from './subgraph.ts';
import { leadsToNull, tellsAll, tellsOf } from './tell-all.ts';
import { openWholeGateway } from './whole-gateway.ts';
import type { WholeGateway } from './whole-gateway.ts';

export interface DifferentialSettings {
  /** How many supergraphs, and how many operations over each. */
  readonly worlds: number;
  readonly operations: number;
  readonly seed: number;
  /** How long it may take, shrinking included; what is not done by then is left out. */
  readonly seconds: number;
  /** Of so many supergraphs, one is answered by the whole gateway over HTTP too, and by Apollo's executor. */
  readonly throughTheDoorOneIn: number;
  readonly byApolloOneIn: number;
  /** Is told after each supergraph what was compared by then. */
  readonly endOnFailure?: boolean;
  readonly onWorld?: (compared: Readonly<Compared>) => void;
}

/** What was compared, in operations, and what was found of Apollo's executor. */
export interface Compared {
  worlds: number;
  operations: number;
  quick: number;
  withErrors: number;
  local: number;
  http: number;
  apollo: number;
  /** Operations it answers wrongly. */
  apolloWrong: number;
  /** Its errors where nothing is missing: of a list of several types, it counts those it asked for alone. */
  apolloMisplaced: number;
  /** Our errors of operations of which it tells none, by their code. */
  readonly apolloSilent: Map<string, number>;
}

const numbers = (maxLength: number) => fc.array(fc.nat(1_000), { maxLength, size: 'max' });

/**
 * Compares our execution of generated operations over generated supergraphs with one schema that knows everything: by
 * the generic way and by the quick one, planned anew and planned before, with other variables, by the whole gateway over
 * HTTP with its subgraphs in this process or behind HTTP, and with the errors of Apollo's executor. Throws the shrunk case.
 */
export async function compareAll({ worlds, operations, seed, seconds, throughTheDoorOneIn, byApolloOneIn, onWorld, endOnFailure = false }: DifferentialSettings): Promise<Compared> {
  const compared: Compared = { worlds: 0, operations: 0, quick: 0, withErrors: 0, local: 0, http: 0, apollo: 0, apolloWrong: 0, apolloMisplaced: 0, apolloSilent: new Map() };
  const inWorld = fc.tuple(numbers(120), fc.nat(1_000), fc.array(numbers(150), { minLength: operations, maxLength: operations }));
  await fc.assert(fc.asyncProperty(inWorld, async ([worldNumbers, ways, asked]) => {
    const opened = await open(worldNumbers, {
      door: ways % throughTheDoorOneIn === 0 ? (Math.floor(ways / throughTheDoorOneIn) % 2 === 0 ? 'http' : 'local') : null,
      apollo: ways % byApolloOneIn === 0,
    });
    try {
      for (const operationNumbers of asked) await compare(opened, operationNumbers, compared);
      compared.worlds += 1;
      onWorld?.(compared);
    } finally {
      await opened.door?.close();
    }
  }), { numRuns: worlds, seed, endOnFailure, interruptAfterTimeLimit: seconds * 1_000 });
  return compared;
}

interface Opened {
  readonly own: ReturnType<typeof ownEngine>;
  readonly whole: ReturnType<typeof monolith>;
  readonly way: 'http' | 'local' | null;
  readonly door: WholeGateway | null;
  readonly apollo: Awaited<ReturnType<typeof apolloEngine>> | null;
  readonly sdls: readonly string[];
}

async function open(worldNumbers: readonly number[], ways: { readonly door: 'http' | 'local' | null; readonly apollo: boolean }): Promise<Opened> {
  const world = generateWorld(worldNumbers);
  const names = [...world.subgraphs, ...(world.adder ? [world.adder] : [])];
  const { supergraphSdl } = compose(names.map((name) => ({ name, url: `http://${name}.invalid`, sdl: sdlOf(world, name) })));
  const schemas = new Map(names.map((name) => [name, subgraphSchema(world, name)]));
  const own = ownEngine(supergraphSdl, schemas);
  return {
    own,
    whole: monolith(world, own.api),
    way: ways.door,
    door: ways.door && await openWholeGateway(supergraphSdl, schemas, ways.door),
    apollo: ways.apollo ? await apolloEngine(supergraphSdl, schemas) : null,
    sdls: names.map((name) => `# ${name}\n${sdlOf(world, name)}`),
  };
}

interface Right {
  readonly data: unknown;
  readonly errors: readonly unknown[];
  readonly done: readonly string[];
}

async function compare(opened: Opened, operationNumbers: readonly number[], compared: Compared): Promise<void> {
  const { own, way, door, apollo } = opened;
  const { query, variables, otherVariables } = generateOperation(operationNumbers, own.api);
  const wrong = validate(own.api, parse(query));
  if (wrong.length > 0) throw new Error(`GENERATED WRONGLY ${query} ${wrong.map(String).join('; ')}`);

  const right = await rightAnswer(opened, query, variables);
  const told = await answeredRight('own', own.run, opened, { query, variables, right });
  const quick = await answeredRight('quick', own.runQuickly, opened, { query, variables, right });
  if (!isDeepStrictEqual(asText(quick), asText(told))) fail('the quick way differs', opened, { query, variables, right }, quick);

  // Planned before, and decided otherwise.
  const isAskedAgain = Object.keys(otherVariables).length > 0;
  const again = isAskedAgain ? await rightAnswer(opened, query, otherVariables) : right;
  if (isAskedAgain) await answeredRight('again', own.runQuickly, opened, { query, variables: otherVariables, right: again });

  if (door && way) {
    const ask: Ask = (...given) => door.ask(given[0], given[1] ?? {}, given[2] as RunContext);
    await answeredRight(`${way}, first`, ask, opened, { query, variables: otherVariables, right: again });
    await answeredRight(way, ask, opened, { query, variables, right });
    compared[way] += 1;
  }
  if (apollo) await compareErrors(apollo, opened, { query, variables, right }, told, compared);
  compared.operations += 1;
  if (quick.json !== undefined) compared.quick += 1;
  if (right.errors.length > 0) compared.withErrors += 1;
}

async function rightAnswer({ whole }: Opened, query: string, variables: Readonly<Record<string, unknown>>): Promise<Right> {
  const run: RunContext = { done: [], failed: [] };
  const { data, errors = [] } = await execute({ schema: whole, document: parse(query), variableValues: variables, contextValue: run });
  return { data: overTheWire(data ?? null), errors: [...errors, ...run.failed], done: run.done };
}

interface Case {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly right: Right;
}

type Answered = Pick<EngineAnswer, 'data' | 'errors'>;
type Ask<Answer extends Answered = Answered> = (query: string, variables: Readonly<Record<string, unknown>>, run: RunContext) => Promise<Answer>;

async function answeredRight<Answer extends Answered>(how: string, ask: Ask<Answer>, opened: Opened, each: Case): Promise<Answer> {
  const run: RunContext = { done: [], failed: [] };
  const answer = await ask(each.query, each.variables, run);
  const isRight = isDeepStrictEqual(answer.data, each.right.data) && isDeepStrictEqual(run.done, each.right.done) && tellsAll(answer, each.right.errors);
  return isRight ? answer : fail(`${how} answers wrongly`, opened, each, answer);
}

/** Where Apollo's executor gives the right data and tells an error of it, so do we. */
async function compareErrors(apollo: Engine, opened: Opened, each: Case, told: EngineAnswer, compared: Compared): Promise<void> {
  const theirs = await apollo(each.query, each.variables, { done: [], failed: [] }).catch(() => null) as Awaited<ReturnType<NonNullable<Opened['apollo']>>> | null;
  compared.apollo += 1;
  if (!theirs || !isDeepStrictEqual(theirs.data, each.right.data)) {
    compared.apolloWrong += 1;
    return;
  }
  const inRight = { data: each.right.data, errors: each.right.errors.filter((error) => error instanceof GraphQLError) };
  for (const { path } of [...theirs.errors, ...theirs.whispered]) {
    if (!path || !leadsToNull(inRight.data, path) || !tellsOf(inRight, [path])) compared.apolloMisplaced += 1;
    else if (!tellsOf(told, [path])) fail(`Apollo tells more: ${JSON.stringify(path)}`, opened, each, told);
  }
  if (theirs.errors.length > 0 || told.errors.length === 0) return;
  for (const { extensions } of told.errors) {
    const { code } = extensions as { readonly code: string };
    compared.apolloSilent.set(code, (compared.apolloSilent.get(code) ?? 0) + 1);
  }
}

/** The bytes of an answer, its errors, and what was asked for it, in any order. */
function asText({ data, json, errors, asked }: EngineAnswer) {
  return { data: json ?? JSON.stringify(data), errors, asked: asked.map((each) => JSON.stringify(each)).sort() };
}

function fail(what: string, { sdls }: Opened, { query, variables, right }: Case, answer: Answered & { readonly asked?: EngineAnswer['asked'] }): never {
  throw new Error([
    what, query, JSON.stringify(variables), ...sdls,
    `right: ${JSON.stringify(right.data)} ${right.errors.map(String).join('; ')} ${JSON.stringify(right.done)}`,
    `ours:  ${JSON.stringify(answer.data)} ${JSON.stringify(answer.errors)}`,
    ...(answer.asked ?? []).map(({ service, request }) => `${service} ${JSON.stringify(request)}`),
  ].join('\n'));
}
