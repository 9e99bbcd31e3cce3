import type { Fault } from './faults.ts';
import { Refused } from './refused.ts';
import { createStandings } from './standings.ts';

interface Line {
  readonly lineId: string;
  readonly coverageId: string;
  readonly maintenanceType: string;
  readonly effectiveDate: string;
  readonly policyClass: string;
}

interface LineAnswer {
  readonly lineId: string;
  readonly accepted: boolean;
  readonly code: string;
  readonly message: string | null;
}

export interface Told {
  readonly idempotencyKey: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly batchId: string;
  readonly lines: readonly Line[];
}

/** Cover from before this insurer came into the graph. */
export interface Carried {
  readonly id: string;
  readonly policyId: string;
  readonly term: Term;
  readonly from: string;
  readonly policyClass: string;
}

/** First and last day of a policy. */
export interface Term {
  readonly inceptionDate: string;
  readonly expiryDate: string;
}

interface Span { from: string; to: string; policyClass: string }
interface Life { readonly policyId: string; readonly term: Term; spans: Span[] }

const FOREVER = '9999-12-31';
const MOST_LINES = 500;
const before = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** The cover this insurer knows, in memory, and what it answered. */
export function createLives(fault: Fault | null, carried: readonly Carried[] = []) {
  const lives = new Map<string, Life>(carried.map(({ id, policyId, term, from, policyClass }) => [id, { policyId, term, spans: [{ from, to: FOREVER, policyClass }] }]));
  const standings = createStandings(fault);
  const byKey = new Map<string, { readonly input: string; readonly answers: readonly LineAnswer[] }>();
  const byLine = new Map<string, LineAnswer>();

  /** The days of a cover's policy: one that was ended before its time is over then. */
  function termOf(id: string): Term {
    const { policyId, term: { inceptionDate, expiryDate } } = lives.get(id) ?? { policyId: '', term: { inceptionDate: '', expiryDate: '' } };
    const from = standings.endedFrom(policyId);
    const last = from === null || fault === 'covers the first day without the policy' ? from : before(from);
    return { inceptionDate, expiryDate: last !== null && last < expiryDate ? last : expiryDate };
  }

  function apply({ policyId, inceptionDate, expiryDate }: Told, { lineId, coverageId, maintenanceType, effectiveDate: day, policyClass }: Line): LineAnswer {
    const refused = (code: string): LineAnswer => ({ lineId, accepted: false, code: fault === 'writes codes in words' ? 'not possible' : code, message: 'This line cannot be taken.' });
    const life = lives.get(coverageId);
    const last = life?.spans.at(-1);
    const open = last?.to === FOREVER;
    if (maintenanceType === 'ADD') {
      if (open) return refused('COVERED');
      lives.set(coverageId, { policyId, term: { inceptionDate, expiryDate }, spans: [...(life?.spans ?? []), { from: day, to: FOREVER, policyClass }] });
    } else if (life === undefined) {
      return refused('UNKNOWN');
    } else if (maintenanceType === 'CHANGE') {
      if (!open) return refused('NOT_COVERED');
      const from = fault === 'changes the class at once' ? last.from : day;
      life.spans = [...cut(life.spans, before(from)), { from, to: FOREVER, policyClass }];
    } else if (maintenanceType === 'TERMINATE') {
      if (!open || (fault === 'cannot end cover from its first day' && day === last.from)) return refused('NOT_COVERED');
      life.spans = cut(life.spans, fault === 'covers the day of the end' ? day : before(day));
    } else if (maintenanceType === 'REINSTATE') {
      if (open || last === undefined) return refused('NOT_ENDED');
      if (fault === 'reinstates from the day of the line') life.spans.push({ from: day, to: FOREVER, policyClass });
      else last.to = FOREVER;
    } else return refused('NOT_TAKEN');
    return { lineId, accepted: true, code: 'OK', message: null };
  }

  function answersTo(told: Told): LineAnswer[] {
    const answers = told.lines.map((line, place) => {
      const name = JSON.stringify([told.batchId, line.lineId]);
      const known = fault === 'forgets the lines it answered' ? undefined : byLine.get(name);
      if (known !== undefined) return known;
      const answer = fault === 'takes 100 lines at most' && place >= 100
        ? { lineId: line.lineId, accepted: false, code: 'TOO_MANY', message: 'Too many lines.' }
        : apply(told, line);
      byLine.set(name, answer);
      return answer;
    });
    if (fault === 'refuses all lines for one' && answers.some(({ accepted }) => !accepted)) return answers.map((each) => ({ ...each, accepted: false, code: 'BATCH_REFUSED' }));
    if (fault === 'leaves refused lines out') return answers.filter(({ accepted }) => accepted);
    return fault === 'answers lines backwards' ? answers.reverse() : answers;
  }

  return {
    enroll(told: Told): { answers: readonly LineAnswer[] } {
      if (told.lines.length > MOST_LINES) throw new Refused('TOO_MANY_LINES');
      const input = JSON.stringify(told);
      const known = byKey.get(told.idempotencyKey);
      if (known !== undefined && (known.input === input || fault !== 'takes a used key for anything')) {
        if (fault === 'errors on a key it knows') throw new Refused('DUPLICATE');
        if (fault === 'applies again what it was told again' && known.input === input) {
          for (const { coverageId, effectiveDate: from, policyClass } of told.lines) lives.set(coverageId, { policyId: told.policyId, term: told, spans: [{ from, to: FOREVER, policyClass }] });
        }
        if (known.input !== input) throw new Refused('KEY_REUSED');
        return { answers: known.answers };
      }
      const answers = answersTo(told);
      byKey.set(told.idempotencyKey, { input, answers });
      return { answers };
    },
    stand: standings.tell,
    /** Whether the cover of its policy is suspended, while the policy is not over. */
    isSuspended(id: string): boolean {
      const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
      return standings.isSuspended(lives.get(id)?.policyId ?? '') && today <= termOf(id).expiryDate;
    },
    wasEnded: (id: string): boolean => standings.endedFrom(lives.get(id)?.policyId ?? '') !== null,
    has: (id: string): boolean => lives.has(id),
    any: (): string | undefined => lives.keys().next().value,
    hasPolicy: (id: string): boolean => [...lives.values()].some(({ policyId }) => policyId === id),
    /** False before the policy of a cover begins and after it has ended. */
    inTerm(id: string, day: string): boolean {
      const { inceptionDate, expiryDate } = termOf(id);
      const last = fault === 'loses the last day of the policy' ? before(expiryDate) : expiryDate;
      return inceptionDate <= day && (day <= last || fault === 'covers beyond the policy');
    },
    classOn(id: string, day: string): string | null {
      if (!this.inTerm(id, day) && !(fault === 'covers the days before' && day < this.spansOf(id)[0]!.from)) return null;
      const spans = lives.get(id)?.spans ?? [];
      const found = spans.find(({ from, to }, place) => (from <= day || (place === 0 && fault === 'covers the days before')) && day <= to);
      return found?.policyClass ?? null;
    },
    spansOf: (id: string): readonly Span[] => lives.get(id)?.spans ?? [],
    lastDayOf(id: string): string {
      const term = fault === 'prints cards beyond a terminated policy' ? lives.get(id)?.term : termOf(id);
      return [lives.get(id)?.spans.at(-1)?.to ?? FOREVER, term?.expiryDate ?? FOREVER].sort()[0] ?? FOREVER;
    },
  };
}

export type Lives = ReturnType<typeof createLives>;

function cut(spans: readonly Span[], last: string): Span[] {
  return spans.filter(({ from }) => from <= last).map((span) => ({ ...span, to: span.to < last ? span.to : last }));
}
