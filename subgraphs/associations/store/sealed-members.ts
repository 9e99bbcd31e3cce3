import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import type { MemberRow } from './member-table.ts';
import { memberOf, personOf } from './roster-member.ts';
import type { Links } from './roster-member.ts';

/** All of a row but the encryption, which is what takes time. */
export interface Sealable {
  readonly roster: RosterLine;
  readonly links: Links;
  readonly fingerprint: Buffer;
  readonly digest: Buffer;
}

/** Rows sealed together: enough that handing them over costs little, few enough that the first are soon there. */
const TOGETHER = 250;

/** Sealing goes on this far ahead of whoever takes the rows, and no further, so that little is held. */
const AHEAD = 4;

/** The rows, some at a time and in order, each sealed while those before it are being written. */
export async function* sealedMembers(cipher: FieldCipher, sealables: Iterable<Sealable>): AsyncGenerator<MemberRow[]> {
  const sealing: Promise<MemberRow[]>[] = [];
  let batch: Sealable[] = [];
  for (const sealable of sealables) {
    batch.push(sealable);
    if (batch.length < TOGETHER) continue;
    sealing.push(sealMembers(cipher, batch));
    batch = [];
    if (sealing.length > AHEAD) yield await (sealing.shift() as Promise<MemberRow[]>);
  }
  if (batch.length > 0) sealing.push(sealMembers(cipher, batch));
  for (const rows of sealing) yield await rows;
}

/** A few rows, sealed together. */
export async function sealMembers(cipher: FieldCipher, batch: readonly Sealable[]): Promise<MemberRow[]> {
  const persons = await cipher.sealMany(batch.map(({ roster }) => personOf(roster)));
  return batch.map(({ roster, links, fingerprint, digest }, place) => {
    const person = persons[place];
    if (person === undefined) throw new Error('a person was not sealed');
    return memberOf(roster, links, { fingerprint, digest, person });
  });
}
