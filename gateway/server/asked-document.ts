import type { AskedDocument } from '../limits/admission.ts';

/** How a request over HTTP names its operation. What is in no right shape names none, and the server refuses it. */
export function askedDocumentOf(method: string | undefined, search: string, body: unknown): AskedDocument {
  if (method === 'POST') return askedIn(Object(body) as Record<string, unknown>);
  const parameters = new URLSearchParams(search);
  return askedIn({ query: parameters.get('query') ?? undefined, extensions: parsed(parameters.get('extensions')) });
}

function askedIn({ query, extensions }: Readonly<Record<string, unknown>>): AskedDocument {
  const { persistedQuery } = Object(extensions) as { readonly persistedQuery?: unknown };
  const { sha256Hash } = Object(persistedQuery) as { readonly sha256Hash?: unknown };
  return {
    ...(typeof query === 'string' ? { text: query } : {}),
    ...(typeof sha256Hash === 'string' ? { hash: sha256Hash } : {}),
  };
}

function parsed(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}
