import type { Refusal } from '../../../kit/refusal.ts';
import { taxedLine } from '../premium/vat.ts';
import { applyLine } from './apply-line.ts';
import type { EnrollmentLine, LifeFacts, LineOutcome, PolicyTerms } from './apply-line.ts';
import { VAT_BASIS_POINTS } from './enrollment-rules.ts';
import type { CoverPeriod } from './period.ts';

export interface NumberedLine extends EnrollmentLine {
  readonly lineId: string;
  readonly memberId: string;
}

/** What one line is answered, and what it adds to the premium. */
export interface DecidedLine {
  readonly lineId: string;
  readonly memberId: string;
  /** Null when accepted. */
  readonly refusal: Refusal | null;
  readonly code: string;
  /** True when it is part of the endorsement: accepted, and more than a comparison. */
  readonly counted: boolean;
  readonly delta: bigint;
  readonly vat: bigint;
}

/** How what is believed about one life changes: periods of the store that end, and new ones. */
export interface LifeChange {
  readonly memberId: string;
  readonly ended: readonly CoverPeriod[];
  readonly begun: readonly CoverPeriod[];
}

export interface AppliedPart {
  readonly lines: readonly DecidedLine[];
  readonly changes: readonly LifeChange[];
}

const UNKNOWN = { periods: [], elsewhere: [] };

/**
 * Applies lines one after another, each to what the ones before it left. What a line began and a later line of the
 * same part ended was never believed at any instant, so it is not written. `refused` are lines that the insurer's own
 * service does not take, with its code.
 */
export function applyPart(
  lines: readonly NumberedLine[],
  lives: ReadonlyMap<string, Pick<LifeFacts, 'periods' | 'elsewhere'>>,
  policy: PolicyTerms,
  today: string,
  refused: ReadonlyMap<string, string> = new Map(),
): AppliedPart {
  const believed = new Map<string, readonly CoverPeriod[]>();
  const decided = lines.map((line): DecidedLine => {
    const { lineId, memberId } = line;
    const life = lives.get(memberId) ?? UNKNOWN;
    const periods = believed.get(memberId) ?? life.periods;
    const code = refused.get(lineId);
    const outcome: LineOutcome = code === undefined
      ? applyLine(line, { periods, elsewhere: life.elsewhere, today }, policy) : { refusal: { code: 'LINE_REFUSED_BY_INSURER', values: { code } } };
    if ('refusal' in outcome) {
      return { lineId, memberId, refusal: outcome.refusal, code: outcome.refusal.code, counted: false, delta: 0n, vat: 0n };
    }
    const { ended, begun, delta } = outcome;
    believed.set(memberId, [...periods.filter((period) => !ended.includes(period)), ...begun].sort((a, b) => (a.from < b.from ? -1 : 1)));
    return { lineId, memberId, refusal: null, code: outcome.code, counted: outcome.code === 'OK', delta, vat: taxedLine(delta, VAT_BASIS_POINTS).vat };
  });
  const changes = [...believed].map(([memberId, now]): LifeChange => {
    const before = (lives.get(memberId) ?? UNKNOWN).periods;
    return {
      memberId,
      ended: before.filter((period) => !now.includes(period)),
      begun: now.filter((period) => !before.includes(period)),
    };
  });
  return { lines: decided, changes: changes.filter(({ ended, begun }) => ended.length + begun.length > 0) };
}
