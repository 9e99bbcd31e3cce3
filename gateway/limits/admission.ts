import { refuse } from '../auth/refuse.ts';
import type { RequestContext } from '../execution/request-context.ts';
import { hashOf, isKnownOnly } from './known-operations.ts';
import type { KnownOnlyFor } from './known-operations.ts';
import type { LimitsOf } from './limits.ts';
import { measureDocument } from './measure-document.ts';
import type { Measured } from './measure-document.ts';
import type { PersistedDocuments } from './persisted-documents.ts';
import type { CountOperation } from './rate.ts';
import { refusalOf } from './refuse-measured.ts';

/** What a request brings to name its operation: the text, or the hash of one, or neither. */
export interface AskedDocument {
  readonly text?: string;
  readonly hash?: string;
}

/** Lets a request in that its caller may make, before anything of it is parsed in earnest. Throws GraphQLError. */
export type Admit = (asked: AskedDocument, caller: Pick<RequestContext, 'principal' | 'locale'>, address: string) => Promise<void>;

export interface AdmissionSettings {
  readonly limitsOf: LimitsOf;
  /** Null counts nobody. */
  readonly count: CountOperation | null;
  readonly documents: PersistedDocuments;
  readonly knownOnlyFor: KnownOnlyFor;
}

const MOST_REMEMBERED = 1_000;

/** A longer text is measured each time: what is remembered must not fill the memory. */
const LONGEST_REMEMBERED = 20_000;

export function createAdmission({ limitsOf, count, documents, knownOnlyFor }: AdmissionSettings): Admit {
  const remembered = new Map<string, Measured>();

  return async ({ text: sent, hash }, { principal, locale }, address) => {
    const rate = await count?.(principal, address);
    if (rate) throw refuse('RATE_LIMITED', locale, { limit: 'rate', ...rate }, 429, { 'retry-after': String(rate.seconds) });

    const text = sent ?? (hash === undefined ? undefined : documents.textOf(hash));
    // An unknown hash, or no operation at all, is the server's to refuse: nothing of it can run.
    if (text === undefined) return;
    if (isKnownOnly(principal, knownOnlyFor) && !documents.isKnown(hashOf(text))) throw refuse('OPERATION_NOT_KNOWN', locale, {}, 403);
    // Measured is the one, and run might be the other; an empty text is one too.
    if (sent !== undefined && hash !== undefined && hashOf(sent) !== hash) throw refuse('BAD_REQUEST', locale, {}, 400);

    const limits = limitsOf(principal);
    const measured = remembered.get(text) ?? measureDocument(text, limits);
    const refusal = refusalOf(measured, limits, locale);
    if (refusal) throw refusal;
    remember(text, measured);
  };

  function remember(text: string, measured: Measured): void {
    if (text.length > LONGEST_REMEMBERED || remembered.has(text)) return;
    remembered.set(text, measured);
    const [oldest] = remembered.keys();
    if (remembered.size > MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
  }
}
