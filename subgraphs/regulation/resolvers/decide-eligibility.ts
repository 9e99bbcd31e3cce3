import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { invalidInput, notFound } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { askAssociationByLicence } from '../asks/association-by-licence-ask.ts';
import type { HouseContext } from '../context.ts';
import { decideLine } from '../domain/eligibility/decide-line.ts';
import { factsNeeded } from '../domain/eligibility/facts-needed.ts';
import { rulesOn } from '../domain/rule-evaluation.ts';
import { askEligibilityFacts } from '../asks/eligibility-facts.ts';
import type { EligibilityDecisionRow } from '../store/eligibility-decision-table.ts';
import { insertDecisions, readDecided } from '../store/eligibility-decisions.ts';
import { readRuleBook } from '../store/rules.ts';
import { lineToDecide } from './line-to-decide.ts';
import { needService } from './regulation-viewer.ts';
import type { DecideEligibilityInput, EligibilityLineInput, MutationResolvers } from './types.generated.ts';

const MOST_LINES = 500;

/**
 * Decides lines of a batch: all facts are asked together, then everything is written in one transaction. A source that
 * is down stops the whole command; an answer that cannot be true leaves its own line to a person.
 */
export const decideEligibility: MutationResolvers['decideEligibility'] = async (_parent, { input }, context) => {
  const { database, principal, loaders } = context;
  const { batchId, lines } = input;
  const lineIds = lines.map(({ lineId }) => lineId);

  const { answer, problems } = await runCommand(context, 'decideEligibility', input, {
    gather: async () => {
      needService(principal);
      checkLines(lines);
      const decided = await readDecided(database.manager, batchId, lineIds);
      const open = lines.filter(({ lineId }) => !decided.has(lineId));
      return open.length === 0 ? [] : decideOpenLines(context, input, open);
    },
    decide: async (tx, rows) => {
      const added = await insertDecisions(tx.manager, rows);
      for (const { id, outcome, rulesEvaluated, facts } of rows.filter((row) => added.has(row.id))) {
        const open = rulesEvaluated.filter(({ passed }) => !passed).map(({ rule, observed }) => `${rule}: ${observed}`);
        tx.audit({ entity: 'EligibilityDecision', entityId: id, action: 'DECIDE', from: null, to: outcome, reason: open.join('; ') || null, facts });
      }
      const decided = await readDecided(tx.manager, batchId, lineIds);
      return { decisionIds: lineIds.map((lineId) => decided.get(lineId) as string) };
    },
  });
  const decisions = await Promise.all((answer?.decisionIds ?? []).map((id) => loaders.decision.load(id)));
  return { decisions: decisions.filter((row) => row !== null), problems: [...problems] };
};

/** @throws Refused INVALID_INPUT. */
function checkLines(lines: readonly EligibilityLineInput[]): void {
  if (lines.length > MOST_LINES) throw invalidInput('lines', `at most ${MOST_LINES} lines a command`);
  if (new Set(lines.map(({ lineId }) => lineId)).size !== lines.length) throw invalidInput('lines', 'a line stands twice');
  const orphan = lines.some(({ relationship, subscriberNationalId }) => relationship !== 'SELF' && subscriberNationalId == null);
  if (orphan) throw invalidInput('lines', 'a dependent has no employee');
}

async function decideOpenLines(context: HouseContext, input: DecideEligibilityInput, open: readonly EligibilityLineInput[]): Promise<EligibilityDecisionRow[]> {
  const { database, graph, requestId, sources, now } = context;
  const { batchId, employerLicenseNumber } = input;
  const associationId = await askAssociationByLicence(graph, employerLicenseNumber, requestId);
  if (associationId === null) throw notFound('Association', 'employerLicenseNumber');
  const book = await readRuleBook(database.manager, 'E');
  const lives = open.map((told) => {
    const { line, nationalId, employeeNationalId } = lineToDecide(told);
    const rules = rulesOn(book, line.effectiveDate);
    return { told, line, rules, nationalId, employeeNationalId, needs: factsNeeded(line, rules) };
  });
  const asked = await askEligibilityFacts(sources, employerLicenseNumber, lives.map(({ line, nationalId, employeeNationalId, needs }) => ({
    nationalId, employeeNationalId, needs,
    birthDate: line.birthDate, sex: line.sex, relationship: line.relationship, effectiveDate: line.effectiveDate,
  })), context);
  const at = now();
  return lives.map(({ told, line, rules }, index) => {
    const { facts, onRecord } = asked[index] as (typeof asked)[number];
    const { outcome, rulesEvaluated } = decideLine(line, facts, riyadhDateOf(at), rules);
    const open = outcome === 'NEEDS_PERSON';
    return {
      id: newId(), associationId, batchId, lineId: told.lineId, memberId: told.memberId, maintenanceType: line.maintenanceType,
      outcome, decisionMode: open ? null : 'AUTO', appliesOn: line.effectiveDate, rulesEvaluated, facts: onRecord,
      reason: null, decidedAt: open ? null : at, toldAt: null, tellProblems: [], version: 1,
    };
  });
}
