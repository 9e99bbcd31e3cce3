import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { newId } from '../../kit/identifier.ts';
import { finding } from '../domain/roster/finding.ts';
import type { LineFinding } from '../domain/roster/finding.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import { changeMembers, demoteMembers } from './change-members.ts';
import { copyMembers } from './copy-members.ts';
import type { MemberRow, Relationship } from './member-table.ts';
import { digestOf, fingerprintOf, memberOf } from './roster-member.ts';
import type { Links } from './roster-member.ts';

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
  const fingerprints = new Map(lines.map(({ roster }) => [roster.nationalId, fingerprintOf(cipher, roster.nationalId)]));
  const known = await findKnown(target, lines, fingerprints);

  const ids = new Map<string, string>();
  const idOf = (nationalId: string): string => {
    const id = ids.get(nationalId) ?? known.get(nationalId)?.id ?? newId();
    ids.set(nationalId, id);
    return id;
  };
  // Employees first: a dependent may stand before them in the file.
  for (const { roster } of lines) if (roster.relationship === 'SELF') idOf(roster.nationalId);
  const employeeIdOf = (roster: RosterLine): string | null => {
    if (roster.relationship === 'SELF') return idOf(roster.nationalId);
    const held = known.get(roster.subscriberNationalId);
    if (held?.relationship === 'SELF') return held.id;
    return ids.get(roster.subscriberNationalId) ?? null;
  };

  const added: Sealable[] = [];
  const changed: MemberRow[] = [];
  const demoted: { readonly line: number; readonly member: MemberRow }[] = [];
  const waiting: GoodLine[] = [];
  let unchanged = 0;
  for (const good of lines) {
    const { line, roster } = good;
    const digest = digestOf(cipher, roster);
    const held = known.get(roster.nationalId);
    if (held?.digest.equals(digest) === true) {
      unchanged += 1;
      continue;
    }
    const subscriberId = employeeIdOf(roster);
    if (subscriberId === null) {
      waiting.push(good);
      continue;
    }
    const fingerprint = fingerprints.get(roster.nationalId) ?? fingerprintOf(cipher, roster.nationalId);
    const sealable = { roster, links: { associationId, id: idOf(roster.nationalId), subscriberId }, fingerprint, digest };
    if (held === undefined) added.push(sealable);
    else if (held.relationship === 'SELF' && roster.relationship !== 'SELF') demoted.push({ line, member: seal(cipher, sealable) });
    else changed.push(seal(cipher, sealable));
  }

  // Sealed while the database takes in those before: each has a processor to itself.
  if (added.length > 0) await copyMembers(target.client, sealed(cipher, added));
  if (changed.length > 0) await changeMembers(manager, changed);
  // After all others, because a dependent that moves to another employee in these lines frees the one it leaves.
  const freed = demoted.length === 0 ? new Set<string>() : await demoteMembers(manager, demoted.map(({ member }) => member));
  const rejected = demoted
    .filter(({ member }) => !freed.has(member.id))
    .map(({ line }) => ({ line, ...finding('relationship', 'ROSTER_EMPLOYEE_HAS_DEPENDENTS') }));
  return { added: added.length, changed: changed.length + freed.size, unchanged, rejected, waiting };
}

/** All of a row but the encryption, which is what takes time. */
interface Sealable {
  readonly roster: RosterLine;
  readonly links: Links;
  readonly fingerprint: Buffer;
  readonly digest: Buffer;
}

function seal(cipher: FieldCipher, { roster, links, fingerprint, digest }: Sealable): MemberRow {
  return memberOf(cipher, roster, links, fingerprint, digest);
}

function* sealed(cipher: FieldCipher, members: readonly Sealable[]): Generator<MemberRow> {
  for (const member of members) yield seal(cipher, member);
}

/** Those of the lines' people, and of the employees they name, that are on the roster; by national id. */
async function findKnown(target: MergeTarget, lines: readonly GoodLine[], fingerprints: Map<string, Buffer>): Promise<Map<string, Known>> {
  const { manager, cipher, associationId, rosterWasEmpty } = target;
  const employees = new Set(lines.flatMap(({ roster }) => (roster.relationship === 'SELF' ? [roster.nationalId] : [])));
  const wanted = new Map<string, Buffer>(rosterWasEmpty ? [] : fingerprints);
  for (const { roster } of lines) {
    const { subscriberNationalId } = roster;
    if (employees.has(subscriberNationalId) || wanted.has(subscriberNationalId)) continue;
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
