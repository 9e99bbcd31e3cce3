import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { EnvelopeSigner } from '../auth/envelope.ts';
import { withoutIdentifiers } from '../telemetry/log.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inSpan, traceHeaders } from '../telemetry/spans.ts';
import { asGraphQLErrors } from './as-graphql-errors.ts';
import type { RequestContext } from './request-context.ts';
import { isQuery } from './retry.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceAnswer } from './source.ts';

export interface FetchAnswer {
  readonly data?: SourceAnswer['data'];
  readonly errors?: readonly GraphQLError[];
}

/** Asks one subgraph in the caller's name. Throws GraphQLError when no usable answer comes. */
export type Fetch = (source: Source, request: GraphRequest, context: RequestContext) => Promise<FetchAnswer>;

export function createFetch(
  { envelopes, mode, log, metrics }: {
    readonly envelopes: EnvelopeSigner; readonly mode: ProgrammeMode; readonly log: Log; readonly metrics: Metrics;
  },
): Fetch {
  return (source, request, context) => inSpan('subgraph', { 'wasq.subgraph': source.name }, () => ask(source, request, context));

  async function ask(...[source, request, { principal, locale, requestId, life: { signal } }]: Parameters<Fetch>): Promise<FetchAnswer> {
    const started = performance.now();
    const taken = () => (performance.now() - started) / 1_000;
    try {
      if (signal.aborted) throw new SourceFailure('DEADLINE_EXCEEDED', source.name, 'the operation was over before this was asked');
      const envelope = await envelopes.seal({ principal, locale, mode }, source.name);
      const { data, errors } = await source.execute(request, {
        envelope,
        requestId,
        locale,
        // A mutation that was sent is waited for, within the subgraph's own deadline: to stop listening would not undo it.
        ...(isQuery(request) ? { signal } : {}),
        trace: traceHeaders(),
      });
      const failed = Array.isArray(errors) && errors.length > 0;
      metrics.fetch(source.name, failed ? 'errors' : 'ok', taken());
      return failed ? { data, errors: asGraphQLErrors(errors, source.name, locale, noteUnintended(requestId)) } : { data };
    } catch (error) {
      metrics.fetch(source.name, 'failed', taken());
      if (!(error instanceof SourceFailure)) throw error;
      const { code, service } = error;
      const id = randomUUID();
      log.warn({ id, requestId, service, code, reason: withoutIdentifiers(error.reason) }, 'subgraph failed');
      throw new GraphQLError(sentenceOf(code, locale, { service }), { extensions: { code, service, id } });
    }
  }

  function noteUnintended(requestId: string) {
    return (service: string, code: string | null, message: string): string => {
      const id = randomUUID();
      log.warn({ id, requestId, service, code, message: withoutIdentifiers(message) }, 'subgraph told an unintended error');
      return id;
    };
  }
}
