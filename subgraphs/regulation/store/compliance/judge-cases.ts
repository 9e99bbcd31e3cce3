import type { EntityManager } from 'typeorm';
import { writeAudit } from '../../../kit/audit.ts';
import type { AuditAuthor } from '../../../kit/audit.ts';
import { CASE_KINDS } from '../../domain/compliance/compliance-case.ts';
import type { FactsOfKind } from '../../domain/compliance/compliance-case.ts';
import { changesOf } from '../../domain/compliance/finding-change.ts';
import type { RulesByDate } from '../../domain/compliance/rules-by-date.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';
import { areFactsWhole } from './feed-cursors.ts';
import { readStandingFindings } from './standing-findings.ts';
import { TurnTaken, takeTurn } from './take-turn.ts';
import { writeFindings } from './write-findings.ts';
import type { ChangeCounts, PlacedChange } from './write-findings.ts';

/**
 * One judges at a time; a whole evaluation and a single event would otherwise write over each other's fresher facts.
 * Held until the commit. Take it before the facts are read. @throws TurnTaken.
 */
export async function takeTurnToJudge(manager: EntityManager): Promise<void> {
  await takeTurn(manager, JUDGING);
}

const JUDGING = 'judging';

/** A person waits for it, who is answered within the gateway's deadline. */
const REBUILD_PATIENCE_MS = 8_000;

/**
 * Waits until nobody judges, before the facts are emptied under them: an evaluation reads ahead on a second connection,
 * which would wait for the emptying, which would wait for the evaluation. @throws TurnTaken.
 */
export async function keepFromJudging(tx: EntityManager): Promise<void> {
  await takeTurn(tx, JUDGING, REBUILD_PATIENCE_MS);
}

/**
 * Call it when the facts have been read: if the model was emptied meanwhile, they may be half of what is known.
 * @throws TurnTaken by whoever reads it anew.
 */
export async function needWholeFacts(manager: EntityManager): Promise<void> {
  if (!(await areFactsWhole(manager))) throw new TurnTaken('facts');
}

export interface Judging<Kind extends SubjectKind> {
  readonly kind: Kind;
  readonly cases: readonly FactsOfKind[Kind][];
  /** Subjects that were asked for and are not among the cases: what stood about them is closed. */
  readonly gone: readonly string[];
  readonly on: string;
  readonly rules: RulesByDate;
  readonly author: AuditAuthor;
  readonly now: Date;
}

export function subjectIdOf<Kind extends SubjectKind>(kind: Kind, facts: FactsOfKind[Kind]): string {
  return CASE_KINDS[kind].place(facts).subjectId;
}

/** Judges cases and writes what changes in their findings, with its audit entries. */
export async function judgeCases<Kind extends SubjectKind>(manager: EntityManager, { kind, cases, gone, on, rules, author, now }: Judging<Kind>): Promise<ChangeCounts> {
  const { judge, place } = CASE_KINDS[kind];
  const places = cases.map(place);
  const standing = await readStandingFindings(manager, kind, [...places.map(({ subjectId }) => subjectId), ...gone]);
  const changes: PlacedChange[] = [];
  for (const [at, facts] of cases.entries()) {
    const own = places[at];
    if (own === undefined) continue;
    for (const change of changesOf(judge(facts, on, rules), standing.get(own.subjectId) ?? [])) changes.push({ change, place: own });
  }
  for (const id of gone) for (const change of changesOf(null, standing.get(id) ?? [])) changes.push({ change, place: null });
  const { counts, audit } = await writeFindings(manager, kind, changes, now);
  await writeAudit(manager, author, now, audit);
  return counts;
}
