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
  let wave: Recorded[] | null = null;
  const { data, errors } = await answerOperation({ document: parse(query), hash: query, operationName: undefined, variables }, {
    generation: createGeneration(supergraphSdl),
    sourceNamed: (name) => ({ name }) as Source,
    context: { locale: 'en' } as RequestContext,
    async fetch({ name: service }, request): Promise<FetchAnswer> {
      if (wave === null) waves.push(wave = []);
      const mine = wave;
      const body = JSON.stringify(request);
      mine.push({ service, body });
      // All that is asked before anything is answered is one wave.
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      wave = null;
      const response = await fetch(`${subgraphsUrl}/${service}`, { method: 'POST', body });
      const answer = await response.json() as FetchAnswer;
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      return answer;
    },
  });
  if (errors) throw new GraphQLError(`the operation fails: ${errors.map(({ message }) => message).join(' ')}`);
  return { waves, answer: JSON.stringify({ data }) };
}
