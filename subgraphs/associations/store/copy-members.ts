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
/** Bytes a batch of rows takes, roughly; more is made room for. */
const BATCH_BYTES = 128 * 1024;

function write(rows: BinaryRows, member: MemberRow): void {
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

/** Puts new lives on their rosters, in the caller's transaction. Each batch is sent on as it comes, and none is kept. */
export async function copyMembers(client: ClientBase, batches: AsyncIterable<readonly MemberRow[]>): Promise<number> {
  const stream = client.query(copyFrom(COPY));
  const done = finished(stream);
  const rows = binaryRows(BATCH_BYTES);
  let count = 0;
  try {
    for await (const batch of batches) {
      for (const member of batch) write(rows, member);
      count += batch.length;
      if (!stream.write(rows.take(false))) await Promise.race([once(stream, 'drain'), done]);
    }
    stream.end(rows.take(true));
  } catch (error) {
    stream.destroy(error as Error);
    await done.catch(() => undefined);
    throw error;
  }
  await done;
  return count;
}
