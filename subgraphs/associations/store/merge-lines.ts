import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { newId } from '../../kit/identifier.ts';
import { finding } from '../domain/roster/finding.ts';
import type { LineFinding } from '../domain/roster/finding.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import { changeMembers, demoteMembers } from './change-members.ts';
import { copyMembers } from './copy-members.ts';
import type { Relationship } from '../domain/enrollment/life.ts';
import { digestOf, fingerprintOf } from './roster-member.ts';
import { sealMembers, sealedMembers } from './sealed-members.ts';
import type { Sealable } from './sealed-members.ts';

/** A good line and where it stood in the file. */
export interface GoodLine {
  readonly line: number;
  readonly roster: RosterLine;
}

/** What became of some lines. */
export interface Merged {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly LineFinding[];
  /** Dependents whose employee is not on the roster yet; nothing was done with them. */
  readonly waiting: readonly GoodLine[];
}

export interface MergeTarget {
  readonly manager: EntityManager;
  /** The connection of the manager's transaction, to COPY through. */
  readonly client: ClientBase;
  readonly cipher: FieldCipher;
  readonly associationId: string;
  /** True when nobody but this file has put lives on the roster, so that none of its people need be looked for. */
  readonly rosterWasEmpty: boolean;
}

interface Known {
  readonly id: string;
  readonly fingerprint: Buffer;
  readonly digest: Buffer;
  readonly relationship: Relationship;
}

/**
 * Puts lines on the roster: new lives are copied, changed ones updated, equal ones left alone, in a handful of
 * statements whatever their number. Runs in the caller's transaction, alone for its association.
 */
export async function mergeLines(target: MergeTarget, lines: readonly GoodLine[]): Promise<Merged> {
  const { manager, cipher, associationId } = target;
  const fingerprints = lines.map(({ roster }) => fingerprintOf(cipher, roster.nationalId));
  const known = await findKnown(target, lines, fingerprints);
  const employeeIds = idsOfEmployees(lines, known);

  const added: Sealable[] = [];
  const changed: Sealable[] = [];
  const demoted: (Sealable & { readonly line: number })[] = [];
  const waiting: GoodLine[] = [];
  let unchanged = 0;
  for (const [place, good] of lines.entries()) {
    const { roster } = good;
    const digest = digestOf(cipher, roster);
    const held = known.get(roster.nationalId);
    if (held?.digest.equals(digest) === true) {
      unchanged += 1;
      continue;
    }
    const subscriberId = employeeIds.get(roster.subscriberNationalId);
    const fingerprint = fingerprints[place];
    if (subscriberId === undefined || fingerprint === undefined) {
      waiting.push(good);
      continue;
    }
    const id = roster.relationship === 'SELF' ? subscriberId : held?.id ?? newId();
    const sealable = { roster, links: { associationId, id, subscriberId }, fingerprint, digest };
    if (held === undefined) added.push(sealable);
    else if (held.relationship === 'SELF' && roster.relationship !== 'SELF') demoted.push({ ...sealable, line: good.line });
    else changed.push(sealable);
  }

  if (added.length > 0) await copyMembers(target.client, sealedMembers(cipher, added));
  if (changed.length > 0) await changeMembers(manager, await sealMembers(cipher, changed));
  // After all others, because a dependent that moves to another employee in these lines frees the one it leaves.
  const freed = demoted.length === 0 ? new Set<string>() : await demoteMembers(manager, await sealMembers(cipher, demoted));
  const rejected = demoted
    .filter(({ links }) => !freed.has(links.id))
    .map(({ line }) => ({ line, ...finding('relationship', 'ROSTER_EMPLOYEE_HAS_DEPENDENTS') }));
  return { added: added.length, changed: changed.length + freed.size, unchanged, rejected, waiting };
}

/** Everyone a dependent of these lines may hang on, by national id: the employees of the lines and those on the roster. */
function idsOfEmployees(lines: readonly GoodLine[], known: ReadonlyMap<string, Known>): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [nationalId, { id, relationship }] of known) if (relationship === 'SELF') ids.set(nationalId, id);
  for (const { roster } of lines) {
    if (roster.relationship === 'SELF' && !ids.has(roster.nationalId)) ids.set(roster.nationalId, known.get(roster.nationalId)?.id ?? newId());
  }
  return ids;
}

/** Those of the lines' people, and of the employees they name, that are on the roster; by national id. */
async function findKnown(target: MergeTarget, lines: readonly GoodLine[], fingerprints: readonly Buffer[]): Promise<Map<string, Known>> {
  const { manager, cipher, associationId, rosterWasEmpty } = target;
  const wanted = new Map<string, Buffer>();
  const inLines = new Set<string>();
  for (const [place, { roster }] of lines.entries()) {
    const fingerprint = fingerprints[place];
    if (!rosterWasEmpty && fingerprint !== undefined) wanted.set(roster.nationalId, fingerprint);
    if (roster.relationship === 'SELF') inLines.add(roster.nationalId);
  }
  for (const { roster: { subscriberNationalId } } of lines) {
    if (inLines.has(subscriberNationalId) || wanted.has(subscriberNationalId)) continue;
    wanted.set(subscriberNationalId, fingerprintOf(cipher, subscriberNationalId));
  }
  if (wanted.size === 0) return new Map();
  const rows = await manager.query<Known[]>(
    'SELECT id, fingerprint, digest, relationship FROM member WHERE association_id = $1 AND fingerprint = ANY($2::bytea[])',
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
