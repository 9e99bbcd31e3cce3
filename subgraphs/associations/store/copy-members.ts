import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { binaryRows } from './binary-copy.ts';
import type { BinaryRows } from './binary-copy.ts';
import type { MemberRow } from './member-table.ts';

const COPY = `COPY member (association_id, fingerprint, id, subscriber_id, digest, person, id_tail, relationship, birth_date, sex,
  nationality, policy_class, region, marital_status, works, employment_start, cover_from) FROM STDIN (FORMAT binary)`;

const FIELDS = 17;

/** Bytes some hundred rows take, roughly; more is made room for. */
const BATCH_BYTES = 128 * 1024;

/** Adds a life to rows that will be copied. */
export function encodeMember(rows: BinaryRows, member: MemberRow): void {
  rows.row(FIELDS);
  rows.uuid(member.associationId);
  rows.bytes(member.fingerprint);
  rows.uuid(member.id);
  rows.uuid(member.subscriberId);
  rows.bytes(member.digest);
  rows.bytes(member.person);
  rows.text(member.idTail);
  rows.text(member.relationship);
  rows.date(member.birthDate);
  rows.text(member.sex);
  rows.text(member.nationality);
  rows.text(member.policyClass);
  rows.text(member.region);
  rows.text(member.maritalStatus);
  rows.bool(member.works);
  rows.date(member.employmentStart);
  rows.date(member.coverFrom);
}

/** Puts lives that are encoded on their rosters, in the caller's transaction. */
export async function copyEncoded(client: ClientBase, pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
  const stream = client.query(copyFrom(COPY));
  const done = finished(stream);
  try {
    for await (const piece of pieces) {
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
    }
    stream.end();
  } catch (error) {
    stream.destroy(error as Error);
    await done.catch(() => undefined);
    throw error;
  }
  await done;
}

/** Encodes batches as they come and keeps none. Answers how many lives there were. */
export async function copyMembers(client: ClientBase, batches: AsyncIterable<readonly MemberRow[]>): Promise<number> {
  let count = 0;
  async function* encoded(): AsyncGenerator<Buffer> {
    const rows = binaryRows(BATCH_BYTES);
    for await (const batch of batches) {
      for (const member of batch) encodeMember(rows, member);
      count += batch.length;
      yield rows.take(false);
    }
    yield rows.take(true);
  }
  await copyEncoded(client, encoded());
  return count;
}
