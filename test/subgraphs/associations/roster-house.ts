import { randomBytes, randomUUID } from 'node:crypto';
import { parse } from 'graphql';
import { pino } from 'pino';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { openAssociationsHouse } from '../../../subgraphs/associations/house.ts';
import { rosterJobs } from '../../../subgraphs/associations/jobs/roster-jobs.ts';
import { createBankConnector } from '../../../subgraphs/associations/sources/bank.ts';
import { startBankSandbox } from '../../../subgraphs/associations/sources/sandbox/bank.ts';
import { MIGRATIONS } from '../../../subgraphs/associations/store/migrations.ts';
import { digestOf, fingerprintOf, memberOf, personOf } from '../../../subgraphs/associations/store/roster-member.ts';
import { TABLES } from '../../../subgraphs/associations/store/tables.ts';
import type { RosterLine } from '../../../subgraphs/associations/domain/roster/roster-line.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../subgraphs/kit/field-cipher.ts';
import { createGraphClient, createHouseKey } from '../../../subgraphs/kit/graph-client.ts';
import type { SendToGraph } from '../../../subgraphs/kit/house.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { createDatabase } from '../../kit/database.ts';
import { createEnvelopes } from '../../kit/envelope.ts';
import { principalOf } from '../../kit/principals.ts';
import { idOf } from './roster-file.ts';

export const COUNCIL = principalOf('council', 'council');
export const officerOf = (associationId: string, subject = 'officer-1'): Principal => principalOf('association_officer', associationId, subject);

/** What another house answers to a mutation: the payload by its name. Throws to be down. */
export type Answers = Record<string, (input: Record<string, never>) => unknown>;

export interface Payload {
  readonly problems: { readonly code: string; readonly message: string; readonly path: string[] | null }[];
}

export type RosterHouse = Awaited<ReturnType<typeof openRosterHouse>>;

/** The real house on a database of its own, the sandbox bank beside it, other houses as the test answers for them. */
export async function openRosterHouse() {
  const { url, drop } = await createDatabase();
  const envelopes = await createEnvelopes();
  const bankSandbox = await startBankSandbox({ programmeMode: 'SANDBOX' });
  const statements: string[] = [];
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const fieldKey = randomBytes(32);
  const key = await createHouseKey();
  const answers: Answers = {};
  // Later than the real clock, by which the queue counts the jobs that are due at once.
  let clock = Date.parse('2030-03-15T09:00:00.000Z');
  const now = (): Date => new Date(clock);
  const bank = createBankConnector({ url: bankSandbox.url, deadlineMs: 20_000, verifiedBy: 'associations', now, programmeMode: 'SANDBOX' });
  const publicUrl = (): string => 'https://graph.test';

  const send: SendToGraph = async ({ query, variables }) => {
    const [operation] = parse(query).definitions;
    const field = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections[0] : undefined;
    const name = field?.kind === 'Field' ? field.name.value : '';
    const answer = answers[name];
    if (answer === undefined) throw new Error(`nobody answers ${name}`);
    return { data: { [name]: await answer((variables as { input: Record<string, never> }).input) } };
  };
  const house = await openAssociationsHouse({
    databaseUrl: url, mode: 'SANDBOX', fieldKey, key, log, now, send, runJobs: false, gatewayKeys: envelopes.keys,
    onStatement: (sql) => void statements.push(sql), sources: { bank }, publicUrl,
  });
  const database = await openDatabase({ url, tables: TABLES, migrations: MIGRATIONS });
  const cipher = createFieldCipher(fieldKey);
  const services = { database, graph: createGraphClient('associations', key, send), cipher, mode: 'SANDBOX' as const, log, now, sources: { bank }, publicUrl };
  const tasks = rosterJobs(services);

  async function execute(as: Principal, query: string, variables: Record<string, unknown> = {}) {
    return house.execute({ query, variables }, await envelopes.sign({ audience: 'associations', principal: as }));
  }

  /** Data of one operation and the codes of its errors. */
  async function ask<Data = Record<string, never>>(as: Principal, query: string, variables: Record<string, unknown> = {}): Promise<{ data: Data; codes: string[] }> {
    const { data, errors } = await execute(as, query, variables);
    return { data: JSON.parse(JSON.stringify(data ?? null)) as Data, codes: (errors ?? []).map(({ extensions }) => String(extensions['code'])) };
  }

  /** Payload of one mutation; fails the test on GraphQL errors. */
  async function tell<More = Record<string, never>>(as: Principal, mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload & More> {
    const type = COMMANDS[mutation] ?? `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} problems { code message path } } }`;
    const { data, errors } = await execute(as, query, { input: { idempotencyKey: randomUUID(), ...input } });
    if (errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
    return JSON.parse(JSON.stringify((data as Record<string, unknown>)[mutation])) as Payload & More;
  }

  return {
    house, database, services, tasks, answers, statements, log: lines, now, execute, ask, tell, bankSandbox,
    pass: (seconds: number): void => void (clock += seconds * 1_000),
    /** Codes of the problems of a mutation. */
    codes: async (as: Principal, mutation: string, input: Record<string, unknown>, selection: string): Promise<string[]> =>
      (await tell(as, mutation, input, selection)).problems.map(({ code }) => code),

    async addAssociation(licenseNumber = `NCNP-${randomUUID()}`): Promise<string> {
      const { association } = await tell<{ association: { id: string } }>(COUNCIL, 'registerAssociation', {
        licenseNumber, nameAr: 'جمعية البر', nameEn: 'Al-Birr', region: 'SA-01', city: 'الرياض',
      }, 'association { id }');
      return association.id;
    },

    /** Puts lives on a roster without a file: an employee for each number, each with so many children. */
    async addFamilies(associationId: string, numbers: readonly number[], children = 0): Promise<string[]> {
      const ids: string[] = [];
      for (const number of numbers) {
        const subscriberId = newId();
        for (let place = 0; place <= children; place += 1) {
          const id = place === 0 ? subscriberId : newId();
          const line = lineOf(number, place);
          const keys = { fingerprint: fingerprintOf(cipher, line.nationalId), digest: digestOf(cipher, line), person: cipher.seal(personOf(line)) };
          const row = memberOf(line, { associationId, id, subscriberId }, keys);
          await database.getRepository('member').insert(row);
          ids.push(id);
        }
      }
      return ids;
    },

    /** A policy that is issued, as procurement leaves it. */
    async addCallOff(associationId: string, state = 'POLICY_ISSUED'): Promise<string> {
      const id = newId();
      await database.query(
        `INSERT INTO call_off (association_id, id, framework_agreement_id, insurer_id, state, version, inception_date, expiry_date, policy_id, ordered_at)
         VALUES ($1, $2, $3, $4, $5, 2, '2030-04-01', '2031-03-31', $6, $7)`,
        [associationId, id, newId(), 'insurer-1', state, state === 'POLICY_ISSUED' ? 'policy-1' : null, now()],
      );
      return id;
    },

    /** Runs the jobs whose time has come, each in turn, until none is due. @throws what a task throws, its job let go. */
    async runDueJobs(): Promise<void> {
      for (;;) {
        const [job] = await database.query<{ id: string; name: string; payload: Record<string, unknown> }[]>(
          `SELECT job.id, task.identifier AS name, job.payload FROM graphile_worker._private_jobs AS job
           JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
           WHERE job.run_at <= $1 AND job.locked_by IS NULL ORDER BY job.run_at, job.id LIMIT 1`, [now()],
        );
        if (job === undefined) return;
        const hold = (by: string | null) => database.query('UPDATE graphile_worker._private_jobs SET locked_by = $2, locked_at = CASE WHEN $2::text IS NULL THEN NULL ELSE now() END WHERE id = $1', [job.id, by]);
        await hold('test');
        try {
          await tasks[job.name]?.(job.payload);
        } catch (error) {
          await hold(null);
          throw error;
        }
        await database.query('SELECT graphile_worker.complete_jobs(ARRAY[$1::bigint])', [job.id]);
      }
    },

    async close(): Promise<void> {
      await house.close();
      await bank.close();
      await bankSandbox.close();
      await database.destroy();
      await drop();
    },
  };
}

const COMMANDS: Readonly<Record<string, string>> = {
  submitEnrollmentBatch: 'EnrollmentBatchCommandInput',
  recallEnrollmentBatch: 'EnrollmentBatchCommandInput',
};

function lineOf(number: number, place: number): RosterLine {
  const nationalId = idOf(number * 100 + place);
  return {
    nationalId, fullNameAr: 'محمد القحطاني', fullNameEn: 'Mohammed Al-Qahtani', birthDate: place === 0 ? '1985-05-20' : `201${place}-08-02`, sex: 'M',
    nationality: 'SA', relationship: place === 0 ? 'SELF' : 'CHILD', subscriberNationalId: idOf(number * 100), policyClass: 'B', region: 'SA-01',
    employmentStart: place === 0 ? '2019-09-01' : null, maritalStatus: place === 0 ? 'MARRIED' : 'SINGLE', effectiveDate: '2026-04-01', works: null,
  };
}
