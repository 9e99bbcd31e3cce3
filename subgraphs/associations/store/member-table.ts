import { EntitySchema } from 'typeorm';
import { TRACKED_COLUMN } from '../../kit/change-tracking.ts';
import type { Tracked } from '../../kit/change-tracking.ts';
import type { MaritalStatus, PolicyClass, Relationship, Sex } from '../domain/enrollment/life.ts';

/** One life on a roster. Dates are 'YYYY-MM-DD'. */
export interface MemberRow {
  readonly associationId: string;
  readonly id: string;
  /** The employee: the life's own id for an employee. */
  readonly subscriberId: string;
  /** Keyed hash of the national id, to find the life by; one life stands once on a roster. */
  readonly fingerprint: Buffer;
  /** Keyed hash of everything a roster line says, to tell a repeated line from a changed one. */
  readonly digest: Buffer;
  /** Names and national id, encrypted. */
  readonly person: Buffer;
  readonly idTail: string;
  readonly relationship: Relationship;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly nationality: string;
  readonly policyClass: PolicyClass;
  readonly region: string;
  readonly maritalStatus: MaritalStatus | null;
  readonly works: boolean | null;
  readonly employmentStart: string | null;
  readonly coverFrom: string;
  /** First day the life no longer belongs to the roster; null while it does. */
  readonly leftOn: string | null;
  /** When the roster first had the life, written by the database; null for those it had before this was kept. */
  readonly enteredAt?: Date | null;
}

/**
 * Four indexes, because half a million lives are loaded into them: by natural key (one life once an association), by
 * family (pages of a roster, dependents of an employee), by id alone (other houses know a life by nothing else) and by
 * change, which is always written at its end.
 */
export const memberTable = new EntitySchema<MemberRow & Tracked>({
  name: 'member',
  columns: {
    associationId: { name: 'association_id', type: 'uuid', primary: true, primaryKeyConstraintName: 'member_pkey' },
    fingerprint: { type: 'bytea', primary: true, primaryKeyConstraintName: 'member_pkey' },
    id: { type: 'uuid' },
    subscriberId: { name: 'subscriber_id', type: 'uuid' },
    digest: { type: 'bytea' },
    person: { type: 'bytea' },
    idTail: { name: 'id_tail', type: 'text' },
    relationship: { type: 'text' },
    birthDate: { name: 'birth_date', type: 'date' },
    sex: { type: 'text' },
    nationality: { type: 'text' },
    policyClass: { name: 'policy_class', type: 'text' },
    region: { type: 'text' },
    maritalStatus: { name: 'marital_status', type: 'text', nullable: true },
    works: { type: 'boolean', nullable: true },
    employmentStart: { name: 'employment_start', type: 'date', nullable: true },
    coverFrom: { name: 'cover_from', type: 'date' },
    leftOn: { name: 'left_on', type: 'date', nullable: true },
    enteredAt: { name: 'entered_at', type: 'timestamptz', nullable: true, default: () => 'now()', select: false },
    changedIn: TRACKED_COLUMN,
  },
  indices: [
    { name: 'member_family', columns: ['associationId', 'subscriberId'] },
    { name: 'member_id', columns: ['id'] },
    { name: 'member_changes', columns: ['changedIn', 'id'] },
  ],
});
