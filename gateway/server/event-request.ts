import type { IncomingHttpHeaders } from 'node:http';

/** What a request for events asks, by POST or GET. */
export interface EventRequest {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
  readonly extensions?: Record<string, unknown>;
}

const EVENTS = 'text/event-stream';

const JSON_TYPES: readonly string[] = ['application/json', 'application/graphql-response+json'];

/** Whether the answer is wanted as server-sent events: they are named in Accept, and nothing else we answer stands before them. */
export function wantsEvents({ accept = '' }: IncomingHttpHeaders): boolean {
  if (!accept.includes(EVENTS)) return false;
  const ranked = accept.toLowerCase().split(',').map((range) => {
    const [type = '', ...parameters] = range.trim().split(/\s*;\s*/);
    const weight = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find(Boolean);
    return { type, weight: weight === undefined ? 1 : Number(weight) };
  }).filter(({ type, weight }) => weight > 0 && (type === EVENTS || JSON_TYPES.includes(type)));
  return ranked.sort((left, right) => right.weight - left.weight)[0]?.type === EVENTS;
}

/** Null when a body or a search is none of a GraphQL request. */
export function eventRequestOf(method: string | undefined, search: string, body: unknown): EventRequest | null {
  const given = method === 'GET' ? inSearch(new URLSearchParams(search)) : body;
  if (!isRecord(given)) return null;
  const { query, operationName, variables, extensions } = given;
  if (!isOptional(query, isText) || !isOptional(operationName, isText) || !isOptional(variables, isRecord) || !isOptional(extensions, isRecord)) return null;
  return {
    ...(query ? { query } : {}), ...(operationName ? { operationName } : {}), ...(variables ? { variables } : {}), ...(extensions ? { extensions } : {}),
  };
}

function inSearch(search: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries([...search].map(([name, value]) => [name, name === 'variables' || name === 'extensions' ? parsed(value) : value]));
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function isOptional<Value>(value: unknown, is: (value: unknown) => value is Value): value is Value | null | undefined {
  return value === undefined || value === null || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
