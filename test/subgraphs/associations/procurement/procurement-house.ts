import { randomBytes, randomUUID } from 'node:crypto';
import { createLocalJWKSet } from 'jose';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { createEnvelopeSigner } from '../../../../gateway/auth/envelope.ts';
import { SCOPES_OF_ROLE } from '../../../../schema/contracts/identity.ts';
import type { Principal, Role } from '../../../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';
import { openAssociationsHouse } from '../../../../subgraphs/associations/house.ts';
import { TELL_CHANGES } from '../../../../subgraphs/kit/change-tracking.ts';
import { procurementJobs } from '../../../../subgraphs/associations/jobs/procurement-jobs.ts';
import { MIGRATIONS } from '../../../../subgraphs/associations/store/migrations.ts';
import { TABLES } from '../../../../subgraphs/associations/store/tables.ts';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import { createGraphClient, createHouseKey } from '../../../../subgraphs/kit/graph-client.ts';
import type { SendToGraph } from '../../../../subgraphs/kit/house.ts';
import { createDatabase } from '../../../kit/database.ts';
import { answerAs, createOtherHouses } from './other-houses.ts';

export interface Problem {
  readonly code: string;
  readonly path: readonly string[] | null;
  readonly message: string;
}

export interface Told {
  readonly problems: Problem[];
  readonly [field: string]: unknown;
}

/** The real house on a database of its own, with a clock of the test's and a graph that answers as other houses would. */
export type ProcurementHouse = Awaited<ReturnType<typeof openProcurementHouse>>;

export const COUNCIL = person('council', 'council');
export const REGULATOR = person('regulator', 'chi');
export const REVIEW_BODY = person('review_body', 'review');
export const INSURERS_HOUSE: Principal = { ...person('service', 'insurers'), subject: 'house:insurers' };
const OWN_HOUSE: Principal = { ...person('service', 'associations'), subject: 'house:associations' };

export function person(role: Role, organisation: string | null, subject = `${role}:${organisation ?? 'nobody'}`): Principal {
  return { subject, organisation, roles: [role], scopes: SCOPES_OF_ROLE[role], purpose: null };
}

const START = Date.parse('2030-01-01T08:00:00.000Z');

export async function openProcurementHouse({ mode = 'SANDBOX' }: { readonly mode?: ProgrammeMode } = {}) {
  const { url, drop } = await createDatabase();
  const envelopes = await createEnvelopeSigner();
  const others = createOtherHouses();
  const statements: string[] = [];
  const log = pino({ level: 'silent' });
  const fieldKey = randomBytes(32);
  const key = await createHouseKey();
  let clock = START;
  const now = (): Date => new Date(clock);

  const send: SendToGraph = (request) => answerAs(others, request, async (query, variables) => (await ask(OWN_HOUSE, query, variables)));
  const house = await openAssociationsHouse({
    databaseUrl: url, mode, fieldKey, key, log, now, send, runJobs: false,
    gatewayKeys: createLocalJWKSet(envelopes.jwks),
    onStatement: (sql: string) => void statements.push(sql),
    sources: { bank: { ibanOwnerships: () => Promise.reject(new Error('no bank here')), close: () => Promise.resolve() } },
    publicUrl: () => 'http://127.0.0.1:4000',
  });
  const database: DataSource = await openDatabase({ url, tables: TABLES, migrations: MIGRATIONS });
  const graph = createGraphClient('associations', key, send);
  // That something changed is told by the kit, which has tests of its own.
  const tasks: ReturnType<typeof procurementJobs> = { ...procurementJobs({ database, graph, cipher: createFieldCipher(fieldKey), mode, log, now }), [TELL_CHANGES]: () => Promise.resolve() };

  async function execute(as: Principal, query: string, variables: Record<string, unknown> = {}) {
    return house.execute({ query, variables }, await envelopes.seal({ principal: as, locale: 'en', mode }, 'associations'));
  }

  /** Data of one operation; fails the test on GraphQL errors. */
  async function ask<Data = Record<string, never>>(as: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await execute(as, query, variables);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return JSON.parse(JSON.stringify(data)) as Data;
  }

  /** Payload of one mutation. */
  async function tell(as: Principal, mutation: string, input: Record<string, unknown>, selection = 'tender { id state }'): Promise<Told> {
    const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const inputType = TENDER_COMMANDS.includes(mutation) ? 'TenderCommandInput' : type;
    const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} problems { code path message } } }`;
    const data = await ask<Record<string, Told>>(as, query, { input: { idempotencyKey: randomUUID(), ...input } });
    return data[mutation] as Told;
  }

  /** A mutation that must succeed. */
  async function must(as: Principal, mutation: string, input: Record<string, unknown>, selection?: string): Promise<Told> {
    const told = await tell(as, mutation, input, selection);
    if (told.problems.length > 0) throw new Error(`${mutation}: ${JSON.stringify(told.problems)}`);
    return told;
  }

  /**
   * Takes the jobs whose time has come, earliest first, until none is due. A job is held while it runs, as the queue
   * holds it; one whose task throws is let go again, and the test hears of it.
   */
  async function runDueJobs(): Promise<void> {
    for (;;) {
      const [job] = await database.query<{ id: string; name: string; payload: Record<string, unknown> }[]>(
        `SELECT job.id, task.identifier AS name, job.payload FROM graphile_worker._private_jobs AS job
         JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
         WHERE job.run_at <= $1 AND job.locked_by IS NULL ORDER BY job.run_at, job.id LIMIT 1`,
        [now()],
      );
      if (job === undefined) return;
      const hold = (by: string | null) => database.query('UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = CASE WHEN $2::text IS NULL THEN NULL ELSE now() END WHERE id = $1', [job.id, by]);
      await hold('test');
      try {
        const task = tasks[job.name];
        if (task === undefined) throw new Error(`no task is called ${job.name}`);
        await task(job.payload);
      } catch (error) {
        await hold(null);
        throw error;
      }
      await database.query('SELECT graphile_worker.complete_jobs(ARRAY[$1::bigint])', [job.id]);
    }
  }

  return {
    house, database, others, statements, tasks, now, execute, ask, tell, must, runDueJobs,
    /** Lets the clock go on to an instant, and what is due then happen. */
    async passTo(instant: Date | string): Promise<void> {
      clock = new Date(instant).getTime();
      await runDueJobs();
    },
    setClock: (instant: Date | string) => void (clock = new Date(instant).getTime()),
    async close(): Promise<void> {
      await house.close();
      await database.destroy();
      await drop();
    },
  };
}

const TENDER_COMMANDS = ['openPooling', 'freezePool', 'publishTender', 'requestBidOpening', 'witnessBidOpening', 'startEvaluation', 'proposeAward'];
