import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import type { Locale, Principal } from '../../../schema/contracts/identity.ts';
import type { House } from '../../../subgraphs/kit/house.ts';
import { openInsurersHouse } from '../../../subgraphs/insurers/house.ts';
import { createDatabase } from '../../kit/database.ts';
import { createEnvelopes } from '../../kit/envelope.ts';
import { fakeGraph } from './fake-graph.ts';
import type { FakeWorld } from './fake-graph.ts';

export const NOW = '2026-03-01T09:00:00.000Z';

export interface Payload { readonly problems: { readonly code: string; readonly message: string }[] }

/** The insurers house on a database of its own, with a graph that a test plays. */
export interface TestHouse {
  readonly house: House;
  readonly url: string;
  readonly world: FakeWorld;
  readonly sent: { operation: string; variables: Readonly<Record<string, unknown>> }[];
  /** Statements since it was last emptied. */
  readonly statements: string[];
  /** Everything the house logged. */
  readonly log: string[];
  clock: string;
  /** Called after the graph has answered, before the house knows. */
  afterAsk: (operation: string) => void | Promise<void>;
  /** One operation; fails the test on GraphQL errors. */
  ask<Data>(as: Principal, query: string, variables?: Record<string, unknown>, locale?: Locale): Promise<Data>;
  /** One operation of the network's default, which the house serves beside itself. */
  network<Data>(as: Principal, query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** A mutation by name with a key of its own, unless the input brings one. */
  tell<Result>(as: Principal, mutation: string, input: Record<string, unknown>, selection: string): Promise<Result & Payload>;
  sql<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function openTestHouse(options: { readonly runJobs?: boolean; readonly onStatement?: (sql: string) => void; readonly url?: string; readonly world?: FakeWorld } = {}): Promise<TestHouse> {
  const database = options.url === undefined ? await createDatabase() : { url: options.url, drop: () => Promise.resolve() };
  const envelopes = await createEnvelopes();
  const world: FakeWorld = options.world ?? { tenders: {}, accredited: {}, told: [], down: false };
  const statements: string[] = [];
  const lines: string[] = [];
  const graph = fakeGraph(world, () => new Date(test.clock), (operation) => test.afterAsk(operation));
  const house = await openInsurersHouse({
    databaseUrl: database.url, mode: 'SANDBOX', fieldKey: randomBytes(32), gatewayKeys: envelopes.keys, send: graph.send,
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }), now: () => new Date(test.clock), runJobs: options.runJobs ?? false,
    onStatement: (sql) => {
      statements.push(sql);
      options.onStatement?.(sql);
    },
  });
  async function askOf<Data>(of: House, as: Principal, query: string, variables: Record<string, unknown>, locale: Locale): Promise<Data> {
    const envelope = await envelopes.sign({ audience: of.name, principal: as, locale });
    const { data, errors } = await of.execute({ query, variables }, envelope);
    if (errors !== undefined) throw new Error(`${JSON.stringify(errors)} ${lines.slice(-2).join('')}`);
    return data as Data;
  }
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const test: TestHouse = {
    house, url: database.url, world, sent: graph.sent, statements, log: lines, clock: NOW, afterAsk: () => undefined,
    ask: (as, query, variables = {}, locale = 'en') => askOf(house, as, query, variables, locale),
    network: (as, query, variables = {}) => askOf(house.beside as House, as, query, variables, 'en'),
    async tell<Result>(as: Principal, mutation: string, input: Record<string, unknown>, selection: string) {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
      const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { ${selection} problems { code message } } }`;
      const data = await test.ask<Record<string, Result & Payload>>(as, query, { input: { idempotencyKey: randomUUID(), ...input } });
      return data[mutation] as Result & Payload;
    },
    sql: async (statement, values = []) => (await pool.query(statement, values)).rows,
    async close() {
      await house.close();
      await pool.end();
      await database.drop();
    },
  };
  return test;
}

export async function addInsurer(test: TestHouse, id: string): Promise<void> {
  const cr = `99${id.replaceAll(/\D/g, '').padEnd(8, '0').slice(-8)}`;
  await test.sql('INSERT INTO insurer (id, cr_number, name_ar, name_en) VALUES ($1, $2, $3, $4)', [id, cr, 'شركة', 'Company']);
  test.world.accredited[id] = true;
}
