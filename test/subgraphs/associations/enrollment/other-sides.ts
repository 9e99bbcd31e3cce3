import { createHash } from 'node:crypto';
import type { RosterHouse } from '../roster-house.ts';

interface Line { readonly lineId: string; readonly memberId: string; readonly maintenanceType: string }

/** The regulator and the insurer as the enrollment of a test meets them. */
export interface OtherSides {
  /** Outcome by national id; ELIGIBLE when nothing is said. */
  readonly outcomes: Map<string, 'NOT_ELIGIBLE' | 'NEEDS_PERSON'>;
  /** Code by member; accepted when nothing is said. */
  readonly refusals: Map<string, { readonly code: string; readonly message: string }>;
  /** Problem codes the next commands are answered with instead, one list a command. */
  readonly problems: string[][];
  /** Whether the next questions get no answer. */
  down: boolean;
  /** Throw after the answer was made, as when it is lost on the way; counts down. */
  losses: number;
  /** Inputs that came, in order. */
  readonly decided: Record<string, unknown>[];
  readonly applied: Record<string, unknown>[];
  /** Lives that are covered, by line: what the insurer made, once each. */
  readonly covered: Map<string, string>;
  readonly endorsements: string[];
}

/** Answers for the regulation and the insurers house: each key once, as the contract says. */
export function playOtherSides({ answers }: RosterHouse): OtherSides {
  const sides: OtherSides = {
    outcomes: new Map(), refusals: new Map(), problems: [], down: false, losses: 0, decided: [], applied: [], covered: new Map(), endorsements: [],
  };
  const kept = new Map<string, { readonly input: string; readonly answer: unknown }>();
  const once = (input: Record<string, never>, make: () => object): unknown => {
    if (sides.down) throw new Error('down');
    const key = String(input['idempotencyKey']);
    const text = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    const known = kept.get(key);
    if (known !== undefined && known.input !== text) return { answers: [], decisions: [], endorsement: null, problems: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] };
    const problems = sides.problems.shift();
    if (problems !== undefined && problems.length > 0) return { answers: [], decisions: [], endorsement: null, problems: problems.map((code) => ({ code })) };
    const answer = known?.answer ?? make();
    kept.set(key, { input: text, answer });
    if (sides.losses > 0) {
      sides.losses -= 1;
      throw new Error('the answer was lost');
    }
    return answer;
  };
  answers['decideEligibility'] = (input) => once(input, () => {
    sides.decided.push(input);
    const lines = input['lines'] as unknown as (Line & { nationalId: string })[];
    return {
      problems: [],
      decisions: lines.map(({ lineId, nationalId }) => {
        const outcome = sides.outcomes.get(nationalId) ?? 'ELIGIBLE';
        return {
          id: `decision-${lineId}`, lineId, outcome, decisionMode: outcome === 'NEEDS_PERSON' ? null : 'AUTO',
          rulesEvaluated: [{ rule: 'E01', passed: true }, { rule: 'E17', passed: outcome === 'ELIGIBLE' }],
        };
      }),
    };
  });
  answers['applyEnrollmentBatch'] = (input) => once(input, () => {
    sides.applied.push(input);
    const lines = input['lines'] as unknown as Line[];
    const complete = Boolean(input['complete']);
    if (complete) sides.endorsements.push(String(input['batchId']));
    return {
      problems: [],
      answers: lines.map(({ lineId, memberId, maintenanceType }) => {
        const refusal = sides.refusals.get(memberId);
        if (refusal !== undefined) return { lineId, accepted: false, ...refusal, coverage: null };
        sides.covered.set(lineId, memberId);
        return { lineId, accepted: true, code: maintenanceType === 'AUDIT' ? 'AUDIT_MATCH' : 'OK', message: null, coverage: { id: `coverage-${memberId}` } };
      }),
      endorsement: complete ? { premiumDelta: { amount: '1234.50' } } : null,
    };
  });
  return sides;
}
