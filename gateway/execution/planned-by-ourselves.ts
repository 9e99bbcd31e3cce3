import type { GraphQLSchema } from 'graphql';
import type { Run } from '../auth/authorisation.ts';
import { stripSecurity } from '../composition/strip-security.ts';
import { answerOperation } from './answer-operation.ts';
import { createGeneration } from './generation.ts';
import type { Generation } from './generation.ts';
import { sourceNamed, toldAnswer } from './planned-execution.ts';
import type { Executor, GatewayInterface, PlannedExecution, PlannedExecutionSettings } from './planned-execution.ts';
import type { RequestContext } from './request-context.ts';

type Listener = Parameters<GatewayInterface['onSchemaLoadOrUpdate']>[0];

/** Plans operations with Apollo's planner and runs the plans itself. */
export function plannedByOurselves(
  { supergraphSdl, sources, fetch, log, answer, onLoaded }: PlannedExecutionSettings,
): PlannedExecution {
  const listeners = new Set<Listener>();
  // A request keeps the schema it was validated against, and with it the generation in which it is answered.
  const generations = new WeakMap<GraphQLSchema, Generation>();

  function serve(composed: string): void {
    const stripped = stripSecurity(composed);
    const generation = createGeneration(stripped);
    for (const service of generation.services) sourceNamed(sources, service);
    onLoaded(composed, generation.api);
    generations.set(generation.api, generation);
    for (const listener of listeners) listener({ apiSchema: generation.api, coreSupergraphSdl: stripped });
  }

  const execute: Executor = ({ context: given, request, document, queryHash, schema }) => {
    const context = given as unknown as RequestContext;
    const { operationName, variables = {} } = request;
    const generation = generations.get(schema);
    if (!generation) throw new Error('An operation was validated against a schema that was never served.');
    const run: Run = (allowed, hash) => answerOperation(
      { document: allowed, hash: hash ?? queryHash, operationName, variables },
      { generation, sourceNamed: (name) => sourceNamed(sources, name), fetch, context },
    );
    return toldAnswer(context, log, () => answer({ ...context, document, operationName, variables }, run));
  };

  return {
    gateway: {
      async load() {
        serve(supergraphSdl);
        return { executor: execute };
      },
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      stop: () => Promise.resolve(),
    },
    update: serve,
  };
}
