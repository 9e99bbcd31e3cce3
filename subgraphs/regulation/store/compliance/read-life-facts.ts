import type { EntityManager } from 'typeorm';
import type { AnyFact } from '../../../../schema/contracts/fact.ts';
import { claimsOfDecision } from '../../domain/compliance/decision-claims.ts';
import type { DecisionFacts, LifeFacts, Relationship, Sex, SubscriberFacts } from '../../domain/compliance/life-facts.ts';
import type { RuleEvaluation } from '../../domain/rule-evaluation.ts';
import type { FactsOf } from './compliance-facts.ts';
import { COVERS_OF_PERSON, coversFrom, readPolicyTerms } from './covers-of-person.ts';
import { readSaidBy } from './said-by.ts';

interface LifeRow {
  readonly id: string; readonly association: string; readonly employee: string; readonly relationship: Relationship; readonly birth: string; readonly sex: Sex;
  readonly citizen: boolean; readonly marital: string | null; readonly works: boolean | null; readonly class: string; readonly started: string | null;
  readonly coverFrom: string; readonly leftOn: string | null; readonly enteredAt: string | null; readonly covers: string | null;
}

interface DecisionRow {
  readonly member: string; readonly ending: boolean; readonly id: string; readonly outcome: DecisionFacts['outcome']; readonly appliesOn: string;
  readonly rules: readonly RuleEvaluation[]; readonly facts: readonly AnyFact[]; readonly at: string | null;
}

const LIFE = `SELECT l.id, l.association_id AS association, l.employee_id AS employee, l.relationship, l.birth_date::text AS birth, l.sex, l.citizen,
  l.marital_status AS marital, l.works, l.policy_class AS class, l.employment_start::text AS started, l.cover_from::text AS "coverFrom", l.left_on::text AS "leftOn",
  CASE WHEN l.relationship = 'CHILD' THEN to_char(l.entered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS "enteredAt",
  (${COVERS_OF_PERSON}) AS covers FROM compliance_life l`;

const IN_ORDER = 'ORDER BY l.association_id, l.employee_id, l.id';

/**
 * Facts about lives, from rosters, insurers and the house's own decisions: four statements, however many lives. Families
 * are read whole and one after another, since what is judged of a child may rest on its parents. A page's cursor is
 * the last family of the page: its association and its employee.
 */
export const LIFE_FACTS: FactsOf<LifeFacts> = {
  async of(manager, ids) {
    const rows = await manager.query<LifeRow[]>(
      `${LIFE} WHERE (l.association_id, l.employee_id) IN (SELECT association_id, employee_id FROM compliance_life WHERE id = ANY($1::uuid[])) ${IN_ORDER}`, [ids],
    );
    const asked = new Set(ids);
    return assemble(manager, rows, (row) => asked.has(row.id));
  },
  async page(manager, { associationId, after, most }) {
    const [afterAssociation, afterEmployee] = after === null ? [FIRST, FIRST] : after.split(' ');
    const rows = await manager.query<LifeRow[]>(
      `${LIFE} WHERE (l.association_id, l.employee_id) > ($1::uuid, $2::uuid) ${associationId === null ? '' : 'AND l.association_id = $4'} ${IN_ORDER} LIMIT $3`,
      [afterAssociation, afterEmployee, most, ...(associationId === null ? [] : [associationId])],
    );
    const whole = rows.length < most ? rows : withoutLastFamily(rows);
    const last = whole.at(-1);
    return { facts: await assemble(manager, whole, () => true), next: rows.length < most || last === undefined ? null : `${last.association} ${last.employee}` };
  },
};

/** Before every identifier that is in use. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** The last family of a full page may go on behind it. A family larger than a page would be the only one: then it stays. */
function withoutLastFamily(rows: readonly LifeRow[]): readonly LifeRow[] {
  const last = rows.at(-1)?.employee;
  const whole = rows.slice(0, rows.findIndex(({ employee }) => employee === last));
  return whole.length === 0 ? rows : whole;
}

async function assemble(manager: EntityManager, rows: readonly LifeRow[], isAsked: (row: LifeRow) => boolean): Promise<LifeFacts[]> {
  if (rows.length === 0) return [];
  const saidBy = await readSaidBy(manager);
  const [roster, insurer] = [saidBy('members'), saidBy('coverages')];
  const policies = await readPolicyTerms(manager, rows.map(({ covers }) => covers));
  const covered = new Map(rows.map((row) => [row.id, coversFrom(row.covers, policies, insurer)]));
  const employees = employeesOf(rows, (id) => covered.get(id)?.[0]?.from ?? null);
  const asked = rows.filter(isAsked);
  const decisions = await readDecisions(manager, asked.map(({ id }) => id));
  return asked.map((row): LifeFacts => {
    const decided = decisions.get(row.id);
    return {
      memberId: row.id, associationId: row.association, subscriberId: row.employee, relationship: row.relationship, birthDate: row.birth, sex: row.sex,
      nationalityKind: row.citizen ? 'CITIZEN' : 'RESIDENT', policyClass: row.class, married: row.marital === null ? null : row.marital === 'MARRIED',
      works: row.works, employmentStart: row.started, coverFrom: row.coverFrom, leftOn: row.leftOn, enteredAt: row.enteredAt,
      subscriber: row.relationship === 'SELF' ? null : employees.get(row.employee) ?? null,
      covers: covered.get(row.id) ?? [], decision: decided?.cover ?? null, endingDecision: decided?.ending ?? null,
      claims: decided === undefined ? [] : claimsOfDecision(decided.facts, roster), roster,
    };
  });
}

function employeesOf(rows: readonly LifeRow[], coveredFrom: (id: string) => string | null): Map<string, SubscriberFacts> {
  const spouses = new Map<string, boolean | null>();
  for (const { relationship, employee, works } of rows) {
    if (relationship === 'SPOUSE') spouses.set(employee, spouses.get(employee) === true ? true : works ?? spouses.get(employee) ?? null);
  }
  return new Map(rows.filter(({ relationship }) => relationship === 'SELF').map(({ id, sex }) =>
    [id, { sex, coveredFrom: coveredFrom(id), spouseWorks: spouses.get(id) ?? null }]));
}

interface Decided { cover: DecisionFacts | null; ending: DecisionFacts | null; facts: readonly AnyFact[] }

/** Most decisions rest on sources that agree with the roster: their facts say nothing here, and are not carried. */
const SAYS_MORE = `facts::text ~ 'false|documentReason'`;

async function readDecisions(manager: EntityManager, ids: readonly string[]): Promise<Map<string, Decided>> {
  const rows = await manager.query<DecisionRow[]>(
    `SELECT DISTINCT ON (member_id, maintenance_type = 'TERMINATE') member_id AS member, maintenance_type = 'TERMINATE' AS ending, id, outcome,
       applies_on::text AS "appliesOn", rules_evaluated AS rules, CASE WHEN ${SAYS_MORE} THEN facts ELSE '[]' END AS facts, to_char(decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
     FROM eligibility_decision WHERE member_id = ANY($1) AND maintenance_type <> 'AUDIT' ORDER BY member_id, maintenance_type = 'TERMINATE', id DESC`,
    [ids],
  );
  const byMember = new Map<string, Decided>();
  for (const row of rows) {
    const decided = byMember.get(row.member) ?? { cover: null, ending: null, facts: [] };
    byMember.set(row.member, decided);
    decided[row.ending ? 'ending' : 'cover'] = {
      decisionId: row.id, appliesOn: row.appliesOn, outcome: row.outcome, rules: row.rules,
      documentReason: row.facts.find(({ documentReason }) => documentReason !== undefined)?.documentReason ?? null,
      said: { source: 'regulation', asOf: row.at ?? row.facts[0]?.asOf ?? `${row.appliesOn}T00:00:00.000Z` },
    };
    if (!row.ending) decided.facts = row.facts;
  }
  return byMember;
}
