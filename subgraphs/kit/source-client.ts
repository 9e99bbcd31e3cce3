import { z } from 'zod';
import type { Fact } from '../../schema/contracts/fact.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { createSourceCall } from './source-call.ts';
import { SourceContradictionError } from './source-contradiction.ts';
import type { Contradiction } from './source-contradiction.ts';
import { SourceUnavailableError } from './source-unavailable.ts';

/** What every connector is made with. */
export interface ConnectorOptions {
  /** Base address of the source. */
  readonly url: string;
  /** Milliseconds one call of up to 1,000 questions may take, its second try included. */
  readonly deadlineMs: number;
  /** Who asks, written on every fact. */
  readonly verifiedBy: string;
  readonly now: () => Date;
  /** Outside SANDBOX an answer marked as a sandbox's is refused. */
  readonly programmeMode: ProgrammeMode;
}

/** One kind of question a source answers. */
export interface Lookup<Answer> {
  readonly path: string;
  /** Name of the fact each answer becomes. */
  readonly fact: string;
  readonly answer: z.ZodType<Answer>;
  /** Why this answer cannot be true, naming fields and not values; null when it can. */
  readonly contradictionIn?: (answer: Answer, asOf: Date) => string | null;
}

export interface SourceClient {
  /**
   * Facts in the order of the questions; no questions make no call.
   * @throws SourceUnavailableError when any part of the ask has no usable answer.
   * @throws SourceContradictionError when all was answered and some of it cannot be true.
   */
  ask<Answer>(lookup: Lookup<Answer>, questions: readonly object[]): Promise<Fact<Answer>[]>;
  close(): Promise<void>;
}

export const QUESTIONS_PER_CALL = 1_000;
const CALLS_AT_ONCE = 4;
const MAX_ANSWER_BYTES = 2 * 1024 * 1024;

/** Where a broken answer is broken. The value itself stays out: it may name a person. */
function placeOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue === undefined ? 'the answer' : `${issue.path.join('.') || 'the answer'} (${issue.code})`;
}

export function createSourceClient(source: string, options: ConnectorOptions): SourceClient {
  const call = createSourceCall({
    source,
    url: options.url,
    deadlineMs: options.deadlineMs,
    programmeMode: options.programmeMode,
    maxAnswerBytes: MAX_ANSWER_BYTES,
    connections: CALLS_AT_ONCE,
  });

  /** Each question travels with a ref, so a source that answers in another order cannot swap two people. */
  async function askOnce<Answer>(
    lookup: Lookup<Answer>,
    questions: readonly object[],
    stop: AbortSignal,
  ): Promise<Fact<Answer>[]> {
    const body = { questions: questions.map((question, ref) => ({ ref, question })) };
    const reply = await call.post(lookup.path, body, stop);
    const asOf = options.now().toISOString();
    const shape = z.object({ answers: z.array(z.object({ ref: z.int(), answer: lookup.answer })) });
    const checked = shape.safeParse(reply.json);
    if (!checked.success) {
      throw new SourceUnavailableError(source, `the answer has not the agreed shape at ${placeOf(checked.error)}`);
    }
    const answers = new Map(checked.data.answers.map(({ ref, answer }) => [ref, answer]));
    if (checked.data.answers.length !== questions.length || answers.size !== questions.length) {
      throw new SourceUnavailableError(source, 'the answers are not one for each question');
    }
    return questions.map((_, ref) => {
      const value = answers.get(ref);
      if (value === undefined) throw new SourceUnavailableError(source, 'an answer is to a question nobody asked');
      const spokenBy = reply.sandbox ? `sandbox:${source}` : source;
      return { name: lookup.fact, value, source: spokenBy, asOf, verifiedBy: options.verifiedBy };
    });
  }

  async function askAll<Answer>(lookup: Lookup<Answer>, questions: readonly object[]): Promise<Fact<Answer>[]> {
    const cuts: (readonly object[])[] = [];
    for (let at = 0; at < questions.length; at += QUESTIONS_PER_CALL) {
      cuts.push(questions.slice(at, at + QUESTIONS_PER_CALL));
    }
    const answered: Fact<Answer>[][] = [];
    const stop = new AbortController();
    let next = 0;
    async function work(): Promise<void> {
      while (next < cuts.length && !stop.signal.aborted) {
        const mine = next;
        next += 1;
        answered[mine] = await askOnce(lookup, cuts[mine]!, stop.signal);
      }
    }
    try {
      await Promise.all(Array.from({ length: Math.min(CALLS_AT_ONCE, cuts.length) }, work));
    } finally {
      // One part without an answer makes the ask worthless: the source need not work on the other parts.
      stop.abort();
    }
    return answered.flat();
  }

  return {
    async ask(lookup, questions) {
      const facts = await askAll(lookup, questions);
      const contradictions: Contradiction[] = [];
      facts.forEach((fact, position) => {
        const reason = lookup.contradictionIn?.(fact.value, new Date(fact.asOf)) ?? null;
        if (reason !== null) contradictions.push({ position, reason });
      });
      if (contradictions.length > 0) throw new SourceContradictionError(source, contradictions);
      return facts;
    },
    close: () => call.close(),
  };
}
