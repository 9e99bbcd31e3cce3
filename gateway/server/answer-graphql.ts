import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import type { RequestHeaders, VerifyToken } from '../auth/verify-token.ts';
import type { PlannedExecution, Told } from '../execution/planned-execution.ts';
import type { RequestContext } from '../execution/request-context.ts';
import type { Admit } from '../limits/admission.ts';
import type { LimitsOf } from '../limits/limits.ts';
import type { OperationLife } from '../limits/operation-life.ts';
import { underCallersSpan } from '../telemetry/spans.ts';
import { addressOf } from './address-of.ts';
import { askedDocumentOf } from './asked-document.ts';
import { enter } from './door.ts';
import { mayBeForged } from './may-be-forged.ts';
import { parseBody } from './parse-body.ts';
import { quickRequestOf, writeData } from './quick-request.ts';
import type { QuickRequest } from './quick-request.ts';
import { readBody } from './read-body.ts';
import type { RecordOperation } from './record-operation.ts';
import { statusFor } from './status-for.ts';

export interface GraphqlSettings {
  readonly server: ApolloServer<RequestContext>;
  readonly known: PlannedExecution['known'];
  readonly record: RecordOperation;
  readonly verify: VerifyToken | null;
  readonly admit: Admit;
  readonly limitsOf: LimitsOf;
  /** A header in which the proxy before the gateway puts the caller's address, in lower case; null when there is none. */
  readonly clientAddressHeader: string | null;
  readonly bodyLimitBytes: number;
}

/** What came of a request before the server saw it: who asks and what it was answered, or why it was not let in. */
type Early = { readonly context: RequestContext; readonly told: Told } | { readonly refusal: unknown };

/** Answers GraphQL over HTTP: a plain request for data that is there at once, anything else through the server. Throws BodyTooLarge, BodyBroken. */
export async function answerGraphql(settings: GraphqlSettings, request: IncomingMessage, response: ServerResponse, requestId: string, headers: RequestHeaders): Promise<void> {
  const body = parseBody(request.method === 'POST' ? await readBody(request, settings.bodyLimitBytes) : '');
  const visit = new Visit(settings, request, response, requestId, headers, body);
  response.once('close', () => visit.leave());
  try {
    await visit.answer();
  } finally {
    visit.end();
  }
}

/** One request. A class, since functions made anew for each request cost more than all that it carries from one to the next. */
class Visit {
  readonly #settings: GraphqlSettings;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #requestId: string;
  readonly #headers: RequestHeaders;
  readonly #body: unknown;
  readonly #search: string;
  #life: OperationLife | null = null;

  constructor(settings: GraphqlSettings, request: IncomingMessage, response: ServerResponse, requestId: string, headers: RequestHeaders, body: unknown) {
    this.#settings = settings;
    this.#request = request;
    this.#response = response;
    this.#requestId = requestId;
    this.#headers = headers;
    this.#body = body;
    this.#search = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  }

  leave(): void {
    this.#life?.leave();
  }

  end(): void {
    this.#life?.end();
  }

  async answer(): Promise<void> {
    const { known, record } = this.#settings;
    const quick = quickRequestOf(this.#request, this.#body, known);
    const early = quick && await underCallersSpan(this.#headers, () => this.#runEarly(quick));
    if (quick && early && 'told' in early && early.told.json !== undefined) {
      record({ type: 'query', operationName: quick.operation.name, hasData: true, codes: [] }, early.context);
      writeData(this.#response, early.told.json, quick.mediaType);
    } else if (!(early && this.#response.closed)) {
      await this.#answerByServer(early);
    }
  }

  async #letIn(): Promise<RequestContext> {
    const { verify, limitsOf, admit, clientAddressHeader } = this.#settings;
    const context = await enter(this.#headers, this.#requestId, verify, limitsOf);
    this.#life = context.life;
    if (this.#response.closed) context.life.leave();
    await admit(askedDocumentOf(this.#request.method, this.#search, this.#body), context, addressOf(this.#headers, this.#request, clientAddressHeader));
    return context;
  }

  async #runEarly({ operation, variables }: QuickRequest): Promise<Early> {
    try {
      const context = await this.#letIn();
      return { context, told: await operation.run(context, variables) };
    } catch (refusal) {
      return { refusal };
    }
  }

  async #answerByServer(early: Early | null): Promise<void> {
    const context = async () => {
      if (!early) return this.#letIn();
      if ('refusal' in early) throw early.refusal;
      return { ...early.context, told: early.told };
    };
    const answer = await underCallersSpan(this.#headers, () => this.#settings.server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: this.#request.method ?? 'GET', headers: headerMap(this.#headers, this.#request), search: this.#search, body: this.#body },
      context,
    }));
    const response = this.#response;
    response.setHeader('cache-control', 'no-store');
    for (const [name, value] of answer.headers) response.setHeader(name, value);
    response.statusCode = answer.status ?? 200;
    if (answer.body.kind === 'complete') {
      response.statusCode = statusFor(response.statusCode, answer.headers.get('content-type'), answer.body.string);
      response.end(answer.body.string);
      return;
    }
    for await (const chunk of answer.body.asyncIterator) response.write(chunk);
    response.end();
  }
}

function headerMap(headers: RequestHeaders, { method, headers: sent }: IncomingMessage): HeaderMap {
  const map = new HeaderMap(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined));
  // The server knows this word for a request that no page of another origin could send.
  if (method === 'GET' && !mayBeForged(sent)) map.set('apollo-require-preflight', 'true');
  return map;
}
