import { GraphQLError, parse } from 'graphql';
import { answerOperation } from '../../../gateway/execution/answer-operation.ts';
import type { FetchAnswer } from '../../../gateway/execution/fetch-from-source.ts';
import { createGeneration } from '../../../gateway/execution/generation.ts';
import type { RequestContext } from '../../../gateway/execution/request-context.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { Recorded } from './contender-process.ts';

/** Runs an operation once and writes down what was asked of the subgraphs, wave by wave, and the answer. */
export async function record(supergraphSdl: string, subgraphsUrl: string, query: string, variables: Readonly<Record<string, unknown>>) {
  const waves: Recorded[][] = [];
  let waiting: { readonly asked: Recorded; readonly resolve: (answer: Promise<FetchAnswer>) => void }[] = [];

  // What is asked before anything of it is answered is one wave; all of a wave is answered at once.
  async function answerWave(): Promise<void> {
    const wave = waiting;
    waiting = [];
    waves.push(wave.map(({ asked }) => asked));
    const answers = await Promise.all(wave.map(async ({ asked: { service, body } }) => {
      const response = await fetch(`${subgraphsUrl}/${service}`, { method: 'POST', body });
      return await response.json() as FetchAnswer;
    }));
    wave.forEach(({ resolve }, index) => resolve(Promise.resolve(answers[index] as FetchAnswer)));
  }

  const { data, errors } = await answerOperation({ document: parse(query), hash: query, operationName: undefined, variables }, {
    generation: createGeneration(parse(supergraphSdl, { noLocation: true })),
    sourceNamed: (name) => ({ name }) as Source,
    context: { locale: 'en' } as RequestContext,
    fetch: ({ name: service }, request) => new Promise((resolve) => {
      if (waiting.length === 0) setImmediate(() => void answerWave());
      waiting.push({ asked: { service, body: JSON.stringify(request) }, resolve });
    }),
  });
  if (errors) throw new GraphQLError(`the operation fails: ${errors.map(({ message }) => message).join(' ')}`);
  return { waves, answer: JSON.stringify({ data }) };
}
