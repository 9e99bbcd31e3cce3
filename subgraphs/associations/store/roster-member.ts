import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import type { MemberRow } from './member-table.ts';
import { personText } from './person-seal.ts';

/** Keyed hash of a national id: the only way a life is found by its id. */
export function fingerprintOf(cipher: FieldCipher, nationalId: string): Buffer {
  return cipher.fingerprint(nationalId);
}

/** Keyed hash of all a line says. Two equal lines have one digest; without the key it says nothing of either. */
export function digestOf(cipher: FieldCipher, line: RosterLine): Buffer {
  return cipher.fingerprint(
    `${line.nationalId}\n${line.fullNameAr}\n${line.fullNameEn ?? ''}\n${line.birthDate}\n${line.sex}\n${line.nationality}\n` +
      `${line.relationship}\n${line.subscriberNationalId}\n${line.policyClass}\n${line.region}\n${line.employmentStart ?? ''}\n` +
      `${line.maritalStatus ?? ''}\n${line.effectiveDate}\n${line.works ?? ''}`,
  );
}

/** Who of a family a line is, once that is known. */
export interface Links {
  readonly associationId: string;
  readonly id: string;
  readonly subscriberId: string;
}

/** Who a line is about, as the text that is sealed. */
export function personOf({ nationalId, fullNameAr, fullNameEn }: RosterLine): string {
  return personText({ nationalId, nameAr: fullNameAr, nameEn: fullNameEn });
}

/** A line as a row. `person` is the sealed text of `personOf`. */
export function memberOf(line: RosterLine, links: Links, keys: { readonly fingerprint: Buffer; readonly digest: Buffer; readonly person: Buffer }): MemberRow {
  // Written out: a spread among so many properties makes the object a dictionary, and a hundred thousand of them slow.
  return {
    associationId: links.associationId,
    id: links.id,
    subscriberId: links.subscriberId,
    fingerprint: keys.fingerprint,
    digest: keys.digest,
    person: keys.person,
    idTail: line.nationalId.slice(-3),
    relationship: line.relationship,
    birthDate: line.birthDate,
    sex: line.sex === 'M' ? 'MALE' : 'FEMALE',
    nationality: line.nationality,
    policyClass: line.policyClass,
    region: line.region,
    maritalStatus: line.maritalStatus,
    works: line.works,
    employmentStart: line.employmentStart,
    coverFrom: line.effectiveDate,
    leftOn: null,
  };
}
