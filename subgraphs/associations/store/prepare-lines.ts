import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { newId } from '../../kit/identifier.ts';
import type { Relationship } from '../domain/enrollment/life.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import type { RecentEmployees } from './recent-employees.ts';
import { digestOf, fingerprintOf } from './roster-member.ts';
import type { Sealable } from './sealed-members.ts';

/** A good line and where it stood in the file. */
export interface GoodLine {
  readonly line: number;
  readonly roster: RosterLine;
}

/** What is to become of some lines. */
export interface PreparedLines {
  readonly added: readonly Sealable[];
  readonly changed: readonly Sealable[];
  /** Employees who become dependents, which others may not allow. */
  readonly demoted: readonly (Sealable & { readonly line: number })[];
  readonly unchanged: number;
  /** Dependents whose employee is not on the roster yet. */
  readonly waiting: readonly GoodLine[];
}

export interface LinesToPrepare {
  /** Any connection: what is on the roster does not change but by this import, which holds the association's lock. */
  readonly manager: EntityManager;
  readonly cipher: FieldCipher;
  readonly associationId: string;
  /** True when nobody but this file has put lives on the roster, so that none of its people need be looked for. */
  readonly rosterWasEmpty: boolean;
  readonly recent: RecentEmployees;
}

interface Known {
  readonly id: string;
  readonly fingerprint: Buffer;
  readonly digest: Buffer;
  readonly relationship: Relationship;
}

/** Compares lines with the roster, in one statement at most, and says what each of them is. Writes nothing. */
export async function prepareLines(context: LinesToPrepare, lines: readonly GoodLine[]): Promise<PreparedLines> {
  const { cipher, associationId, recent } = context;
  const fingerprints = lines.map(({ roster }) => fingerprintOf(cipher, roster.nationalId));
  // Employees first: a dependent may stand before them in the file.
  const known = await findKnown(context, lines, fingerprints);
  for (const { roster: { relationship, nationalId } } of lines) {
    if (relationship === 'SELF') recent.add(nationalId, known.get(nationalId)?.id ?? newId());
  }

  const prepared = { added: [] as Sealable[], changed: [] as Sealable[], demoted: [] as (Sealable & { line: number })[], waiting: [] as GoodLine[], unchanged: 0 };
  for (const [place, good] of lines.entries()) {
    const { line, roster } = good;
    const digest = digestOf(cipher, roster);
    const held = known.get(roster.nationalId);
    if (held?.digest.equals(digest) === true) {
      prepared.unchanged += 1;
      continue;
    }
    const employee = known.get(roster.subscriberNationalId);
    const subscriberId = recent.idOf(roster.subscriberNationalId) ?? (employee?.relationship === 'SELF' ? employee.id : undefined);
    const fingerprint = fingerprints[place];
    if (subscriberId === undefined || fingerprint === undefined) {
      prepared.waiting.push(good);
      continue;
    }
    const id = roster.relationship === 'SELF' ? subscriberId : held?.id ?? newId();
    const sealable = { roster, links: { associationId, id, subscriberId }, fingerprint, digest };
    if (held === undefined) prepared.added.push(sealable);
    else if (held.relationship === 'SELF' && roster.relationship !== 'SELF') prepared.demoted.push({ ...sealable, line });
    else prepared.changed.push(sealable);
  }
  return prepared;
}

/** Those of the lines' people, and of the employees they name, that are on the roster; by national id. */
async function findKnown(context: LinesToPrepare, lines: readonly GoodLine[], fingerprints: readonly Buffer[]): Promise<Map<string, Known>> {
  const { manager, cipher, associationId, rosterWasEmpty, recent } = context;
  const wanted = new Map<string, Buffer>();
  const inLines = new Set<string>();
  for (const [place, { roster }] of lines.entries()) {
    const fingerprint = fingerprints[place];
    if (!rosterWasEmpty && fingerprint !== undefined) wanted.set(roster.nationalId, fingerprint);
    if (roster.relationship === 'SELF') inLines.add(roster.nationalId);
  }
  for (const { roster: { subscriberNationalId } } of lines) {
    if (inLines.has(subscriberNationalId) || wanted.has(subscriberNationalId) || recent.idOf(subscriberNationalId) !== undefined) continue;
    wanted.set(subscriberNationalId, fingerprintOf(cipher, subscriberNationalId));
  }
  if (wanted.size === 0) return new Map();
  const rows = await manager.query<Known[]>(
    // One by one through the primary key: given the whole list, the planner may rather read the whole roster.
    `SELECT known.* FROM unnest($2::bytea[]) AS wanted(fingerprint) CROSS JOIN LATERAL (
       SELECT id, fingerprint, digest, relationship FROM member m
       WHERE m.association_id = $1 AND m.fingerprint = wanted.fingerprint LIMIT 1
     ) AS known`,
    [associationId, [...wanted.values()]],
  );
  const byFingerprint = new Map(rows.map((row) => [row.fingerprint.toString('latin1'), row]));
  const known = new Map<string, Known>();
  for (const [nationalId, fingerprint] of wanted) {
    const row = byFingerprint.get(fingerprint.toString('latin1'));
    if (row !== undefined) known.set(nationalId, row);
  }
  return known;
}
