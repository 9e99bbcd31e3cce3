import { context, propagation, ProxyTracerProvider, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes } from '@opentelemetry/api';
import { getOperationAST } from 'graphql';
import type { Asked } from '../auth/authorisation.ts';
import type { RequestHeaders } from '../auth/verify-token.ts';

// Without an OpenTelemetry SDK in the process all of this does nothing; who wants spans brings one with --import.
const tracer = trace.getTracer('wasq');

const NO_SDK = new ProxyTracerProvider().getDelegate();

/** Whether anybody looks at spans: even doing nothing has a price, which every call to a subgraph would pay. */
export function isTraced(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegate() !== NO_SDK;
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

const PROPAGATED = ['traceparent', 'tracestate'] as const;

/** Does a piece of work as a span. `attributes` name things, never values a caller sent. */
export function inSpan<Result>(name: string, attributes: Attributes, work: () => Promise<Result>): Promise<Result> {
  if (!isTraced()) return work();
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      const result = await work();
      if (hasErrors(result)) span.setStatus({ code: SpanStatusCode.ERROR });
      return result;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Does the work of one request under the span its caller is in. */
export function underCallersSpan<Result>(headers: RequestHeaders, work: () => Promise<Result>): Promise<Result> {
  if (!isTraced()) return work();
  const carried = Object.fromEntries(PROPAGATED.map((name) => [name, headers[name]]).filter(([, value]) => value !== undefined));
  return context.with(propagation.extract(context.active(), carried), work);
}

/** Headers by which a subgraph's spans join ours; none without an SDK. */
export function traceHeaders(): Readonly<Record<string, string>> {
  if (!isTraced()) return NO_HEADERS;
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return Object.fromEntries(Object.entries(carrier).filter(([name]) => (PROPAGATED as readonly string[]).includes(name)));
}

/** What kind of operation it is. Its name and its text are the caller's words, so they stay out. */
export function operationAttributes({ document, operationName }: Pick<Asked, 'document' | 'operationName'>): Attributes {
  return { 'graphql.operation.type': getOperationAST(document, operationName)?.operation ?? 'unknown' };
}

function hasErrors(result: unknown): boolean {
  const { errors } = Object(result) as { readonly errors?: unknown };
  return Array.isArray(errors) && errors.length > 0;
}
