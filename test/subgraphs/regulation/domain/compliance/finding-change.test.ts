import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { changesOf } from '../../../../../subgraphs/regulation/domain/compliance/finding-change.ts';
import type { FindingChange, StandingFinding } from '../../../../../subgraphs/regulation/domain/compliance/finding-change.ts';
import { FINDING_LIFE } from '../../../../../subgraphs/regulation/domain/compliance/finding-life.ts';
import { breach, held, notApplicable, ruleOn, undecided } from '../../../../../subgraphs/regulation/domain/compliance/ruling.ts';
import type { Outcome, Ruling } from '../../../../../subgraphs/regulation/domain/compliance/ruling.ts';
import { SEVERITIES, isWorse, severityOfDays } from '../../../../../subgraphs/regulation/domain/compliance/severity.ts';
import { evaluabilityOf } from '../../../../../subgraphs/regulation/domain/compliance/evaluability.ts';
import { overlapOf } from '../../../../../subgraphs/regulation/domain/rules/overlapping-rules.ts';
import { RULE_BOOK } from '../../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import { isInForceOn } from '../../../../../subgraphs/regulation/domain/rules/in-force.ts';
import { plusDays } from '../../../../../subgraphs/regulation/domain/calendar.ts';
import { judgeAssociation } from '../../../../../subgraphs/regulation/domain/compliance/judge-association.ts';
import { judgeBatch } from '../../../../../subgraphs/regulation/domain/compliance/judge-batch.ts';
import { judgeBid } from '../../../../../subgraphs/regulation/domain/compliance/judge-bid.ts';
import { judgeInsurer } from '../../../../../subgraphs/regulation/domain/compliance/judge-insurer.ts';
import { judgeLife } from '../../../../../subgraphs/regulation/domain/compliance/judge-life.ts';
import { judgePolicy } from '../../../../../subgraphs/regulation/domain/compliance/judge-policy.ts';
import { judgeService } from '../../../../../subgraphs/regulation/domain/compliance/judge-service.ts';
import { judgeTender } from '../../../../../subgraphs/regulation/domain/compliance/judge-tender.ts';
import { SUBJECT_KINDS } from '../../../../../subgraphs/regulation/domain/compliance/subject.ts';
import type { SubjectKind } from '../../../../../subgraphs/regulation/domain/compliance/subject.ts';
import { INSURERS, ON, RULES, association, batch, bid, child, policy, tender } from './some-facts.ts';

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant(held('fine')), fc.constant(notApplicable('not one')), fc.constant(undecided('unknown')),
  fc.tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom('one', 'other')).map(([severity, observed]) => breach(severity, observed)),
);
const rulingOf = (one: Outcome): Ruling => ruleOn(RULES, 'E01', ON, () => one);

/** What is left of a finding after a change. */
function apply(standing: StandingFinding | null, [change]: readonly FindingChange<StandingFinding>[]): StandingFinding | null {
  if (change === undefined) return standing;
  if (change.action === 'CLOSE') return standing === null ? null : { ...standing, state: change.to };
  const { severity, kind, observed } = change.text;
  return { rule: 'E01', state: change.to, severity, kind, observed };
}

describe('what facts change in a finding', () => {
  it('is open while the last fact seen is a breach, whatever came before, and judging again changes nothing', () => {
    fc.assert(fc.property(fc.array(outcome, { maxLength: 12 }), (story) => {
      let finding: StandingFinding | null = null;
      let broken: boolean | null = null;
      for (const one of story) {
        finding = apply(finding, changesOf([rulingOf(one)], finding === null ? [] : [finding]));
        if (one.verdict !== 'UNDECIDED') broken = one.verdict === 'BREACH';
        expect(finding === null || finding.state === 'CLOSED').toBe(broken !== true);
        if (one.verdict === 'BREACH') expect(finding).toMatchObject({ severity: one.severity, observed: one.observed });
        expect(changesOf([rulingOf(one)], finding === null ? [] : [finding])).toEqual([]);
      }
    }));
  });

  it('keeps an answer until it gets worse', () => {
    fc.assert(fc.property(fc.constantFrom(...SEVERITIES), fc.constantFrom(...SEVERITIES), (before, after) => {
      const finding: StandingFinding = { rule: 'E01', state: 'ANSWERED', severity: before, kind: 'BREACH', observed: 'one' };
      const left = apply(finding, changesOf([rulingOf(breach(after, 'one'))], [finding]));
      expect(left?.state).toBe(isWorse(after, before) ? 'OPEN' : 'ANSWERED');
    }));
  });

  it('closes whatever stood about a subject that is gone', () => {
    const finding: StandingFinding = { rule: 'E01', state: 'OPEN', severity: 'LOW', kind: 'BREACH', observed: 'one' };
    expect(changesOf(null, [finding])).toMatchObject([{ action: 'CLOSE', to: 'CLOSED' }]);
    expect(changesOf(null, [{ ...finding, state: 'CLOSED' }])).toEqual([]);
  });

  it('is nothing a person could do: no row of the table leads anybody but facts to CLOSED', () => {
    const toClosed = FINDING_LIFE.transitions.filter(({ to }) => to === 'CLOSED');
    expect(toClosed.flatMap(({ actors }) => actors)).toEqual(['timer']);
    const byPeople = FINDING_LIFE.transitions.filter(({ actors }) => actors.some((actor) => actor !== 'timer'));
    expect(byPeople.map(({ action }) => action)).toEqual(['ANSWER']);
  });

  it('weighs by days', () => {
    expect([1, 10, 11, 30, 31, 90, 91, 4_000].map((days) => severityOfDays(days, '11,31,91'))).toEqual(['LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'HIGH', 'CRITICAL', 'CRITICAL']);
  });
});

describe('the book', () => {
  it('has no two values of a rule on one day, and knows when it would', () => {
    expect(overlapOf(RULE_BOOK)).toBeNull();
    const period = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 30 })))
      .map(([from, length]) => ({ id: 'X', effectiveFrom: plusDays(ON, from), effectiveTo: length === null ? null : plusDays(ON, from + length) }));
    fc.assert(fc.property(fc.array(period, { maxLength: 4 }), (versions) => {
      const twice = Array.from({ length: 100 }, (_, at) => plusDays(ON, at)).some((on) => versions.filter((one) => isInForceOn(one, on)).length > 1);
      expect(overlapOf(versions) !== null).toBe(twice);
    }));
  });

  it('has an evaluator or a reason for every rule, and every rule of the domain', () => {
    const ids = new Set(RULE_BOOK.map(({ id }) => id));
    const told = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(2, '0')}`);
    for (const id of [...told('E', 17), ...told('S', 6), ...told('G', 14), ...told('A', 10)]) expect([id, ids.has(id)]).toEqual([id, true]);
    for (const id of ids) expect([id, evaluabilityOf(id).why?.en]).not.toEqual([id, 'No evaluator is written for this rule.']);
    expect(evaluabilityOf('E99')).toMatchObject({ decidability: 'NOT_DECIDABLE', reason: 'NO_SOURCE' });
  });

  it('says of every rule what it is judged over, as the judges do it', () => {
    const rulings: Readonly<Record<SubjectKind, readonly Ruling[]>> = {
      MEMBER: judgeLife(child(), ON, RULES), ASSOCIATION: judgeAssociation(association(), ON, RULES), ENROLLMENT_BATCH: judgeBatch(batch(), ON, RULES),
      POLICY: judgePolicy(policy(), ON, RULES), INSURER: judgeInsurer({ insurerId: 'i1', accreditation: null, policiesInForce: 1, profile: INSURERS }, ON, RULES),
      TENDER: judgeTender(tender(), ON, RULES), BID: judgeBid({ bid: bid(), tender: tender() }, ON, RULES),
      PRE_AUTHORIZATION: judgeService({ authorizationId: 'r', insurerId: 'i1', associationId: 'a1', askedAt: '2026-02-20T09:00:00.000Z', answeredAt: null, state: 'PENDED', said: INSURERS }, ON, RULES),
    };
    const judgedOver = (id: string): SubjectKind[] => SUBJECT_KINDS.filter((kind) => rulings[kind].some(({ ruleId }) => ruleId === id));
    for (const { id } of RULE_BOOK) {
      const { decidability, subjects } = evaluabilityOf(id);
      expect([id, [...subjects].sort()]).toEqual([id, judgedOver(id).sort()]);
      expect([id, subjects.length > 0]).toEqual([id, decidability === 'DECIDED' || decidability === 'PARTLY']);
    }
  });
});
