import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../schema/contracts/identity.ts';
import { writeAudit } from './audit.ts';
import type { AuditEntry } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { addJob } from './jobs.ts';
import type { JobOptions, JobPayload } from './jobs.ts';
import { Refused, invalidInput } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { RequestContext } from './request-context.ts';
import { SourceContradictionError } from './source-contradiction.ts';
import { SourceUnavailableError } from './source-unavailable.ts';

/** What a command writes with: one transaction, its audit entries, and the jobs that follow from it. */
export interface CommandTransaction {
  readonly manager: EntityManager;
  /** Written to the chain just before the commit. */
  audit(entry: AuditEntry): void;
  /** Runs after the commit, and only then. */
  job(task: string, payload: JobPayload, options?: JobOptions): Promise<void>;
}

/** JSON that is kept and given again when the same command comes twice: identifiers, never personal data. */
export type Answer = Readonly<Record<string, unknown>>;

export type CommandOutcome<A extends Answer> =
  | { readonly answer: A; readonly problems: readonly [] }
  | { readonly answer: null; readonly problems: readonly Refusal[] };

export interface CommandSteps<F, A extends Answer> {
  /** Asks for facts; no transaction is open. Left out when the house knows all it needs. */
  readonly gather?: () => Promise<F>;
  /** Decides and writes, in one short transaction. May run again when the database asks for a retry. */
  readonly decide: (tx: CommandTransaction, facts: F) => Promise<A>;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const TRIES = 5;

/** Far more than any client's key needs, and little enough for an index. */
const LONGEST_KEY = 200;

/**
 * Runs one command so that it happens once however often it is sent: the answer is written in the transaction of the
 * change, under the caller's key. A refused command leaves nothing behind and may be sent again under the same key.
 */
export async function runCommand<F = undefined, A extends Answer = Answer>(
  context: RequestContext,
  command: string,
  input: { readonly idempotencyKey: string },
  steps: CommandSteps<F, A>,
): Promise<CommandOutcome<A>> {
  const { idempotencyKey, ...body } = input;
  const key: AnswerKey = {
    caller: callerOf(context.principal),
    command,
    idempotencyKey,
    inputHash: createHash('sha256').update(canonicalJson(body)).digest(),
  };
  try {
    if (idempotencyKey.trim() === '' || idempotencyKey.length > LONGEST_KEY) {
      throw invalidInput('idempotencyKey', `must be 1 to ${LONGEST_KEY} characters`);
    }
    const known = await readAnswer<A>(context.database.manager, key);
    if (known !== null) return { answer: known, problems: [] };
    const facts = steps.gather === undefined ? (undefined as F) : await steps.gather();
    return { answer: await decideOnce(context, key, (tx) => steps.decide(tx, facts)), problems: [] };
  } catch (error) {
    const problems = refusalsOf(error);
    if (problems === null) throw error;
    return { answer: null, problems };
  }
}

/**
 * A key is its sender's own. An answer names what was made, so one person's key never opens another's answer, and a
 * person called like a house is not that house.
 */
function callerOf({ organisation, subject }: Principal): string {
  return JSON.stringify([organisation, subject]);
}

interface AnswerKey {
  readonly caller: string;
  readonly command: string;
  readonly idempotencyKey: string;
  readonly inputHash: Buffer;
}

async function decideOnce<A extends Answer>(
  context: RequestContext,
  key: AnswerKey,
  decide: (tx: CommandTransaction) => Promise<A>,
): Promise<A> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await context.database.transaction(async (manager) => {
        if (!(await claimKey(manager, key, context.now()))) return (await readAnswer<A>(manager, key)) as A;
        const entries: AuditEntry[] = [];
        const answer = await decide({
          manager,
          audit: (entry) => void entries.push(entry),
          job: (task, payload, options) => addJob(manager, task, payload, options),
        });
        const kept = JSON.stringify(answer);
        await manager.query(
          'UPDATE command_answer SET answer = $4 WHERE caller = $1 AND command = $2 AND idempotency_key = $3',
          [key.caller, key.command, key.idempotencyKey, kept],
        );
        await writeAudit(manager, context.principal, context.now(), entries);
        // The first caller is given what every later one reads: a date is a text in both.
        return JSON.parse(kept) as A;
      });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if ((code !== SERIALIZATION_FAILURE && code !== DEADLOCK) || attempt === TRIES) throw error;
    }
  }
}

/** False when somebody committed this key first; waits for somebody who is at it right now. */
async function claimKey(manager: EntityManager, key: AnswerKey, at: Date): Promise<boolean> {
  const claimed = await manager.query<unknown[]>(
    `INSERT INTO command_answer (caller, command, idempotency_key, input_hash, at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT DO NOTHING RETURNING true AS claimed`,
    [key.caller, key.command, key.idempotencyKey, key.inputHash, at],
  );
  return claimed.length === 1;
}

async function readAnswer<A extends Answer>(manager: EntityManager, key: AnswerKey): Promise<A | null> {
  const rows = await manager.query<{ input_hash: Buffer; answer: A }[]>(
    'SELECT input_hash, answer FROM command_answer WHERE caller = $1 AND command = $2 AND idempotency_key = $3',
    [key.caller, key.command, key.idempotencyKey],
  );
  const row = rows[0];
  if (row === undefined) return null;
  if (!row.input_hash.equals(key.inputHash)) throw new Refused({ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] });
  return row.answer;
}

/** Null for what is nobody's intention: it is masked at the door and logged under an id. */
function refusalsOf(error: unknown): readonly Refusal[] | null {
  if (error instanceof Refused) return error.refusals;
  if (error instanceof SourceUnavailableError || error instanceof SourceContradictionError) {
    return [{ code: error.code, values: error.values }];
  }
  return null;
}
