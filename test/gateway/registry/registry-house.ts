import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { Admission } from '../../../gateway/registry/admission.ts';
import type { CheckResult, ConformanceResult } from '../../../gateway/registry/domain/check-result.ts';
import type { Submission } from '../../../gateway/registry/domain/submission.ts';
import { openRegistry } from '../../../gateway/registry/house.ts';
import type { Registry, RegistryOptions } from '../../../gateway/registry/house.ts';
import { MIGRATIONS } from '../../../gateway/registry/store/migrations.ts';
import { TABLES } from '../../../gateway/registry/store/tables.ts';
import type { Locale, Principal } from '../../../schema/contracts/identity.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { createDatabase } from '../../kit/database.ts';
import { createEnvelopes } from '../../kit/envelope.ts';
import { houseService, principalOf } from '../../kit/principals.ts';

export const TAWUN = 'insurer-tawun';
export const SANAD = 'insurer-sanad';
export const officer = principalOf('insurer_officer', TAWUN, 'officer-1');
export const otherOfficer = principalOf('insurer_officer', SANAD, 'officer-2');
export const regulator = principalOf('regulator', 'regulator');
export const regulationHouse = houseService('regulation');

export interface Payload {
  readonly problems: { readonly code: string; readonly message: string; readonly path: string[] | null }[];
}

/** An origin that answers whatever it was told to, and keeps what it was asked. */
export interface Origin {
  readonly url: string;
  readonly asked: string[];
  answer: { status: number; body: string; headers?: Record<string, string> };
}

/** What a test's registries share: one database, the rest of the graph, who judges. Closed after the file. */
export interface Desk {
  readonly url: string;
  readonly database: DataSource;
  /** Whose accreditation is in force, by the graph's word. */
  readonly accredited: Set<string>;
  down: boolean;
  /** What the checks answer; replaced as a test needs. */
  check: (submission: Submission) => Promise<readonly CheckResult[]>;
  conform: (target: Parameters<Admission['conform']>[0]) => Promise<ConformanceResult>;
  readonly log: string[];
  clock: Date | null;
  open(more?: Partial<RegistryOptions>): Promise<Registry>;
  origin(): Promise<Origin>;
  ask<Data>(registry: Registry, who: Principal, query: string, variables?: Record<string, unknown>, locale?: Locale): Promise<{ data: Data; codes: string[] }>;
  /** A mutation's payload; fails on GraphQL errors. */
  tell<Data>(registry: Registry, who: Principal, mutation: string, input: Record<string, unknown>, selection: string): Promise<Data & Payload>;
}

export const CONFORMS: ConformanceResult = {
  admissible: true, grade: 'A', checks: [{ name: 'entities-in-order', passed: true, code: null, reason: null, coordinate: null, rule: null, owner: null }],
};

export async function openDesk(): Promise<Desk> {
  const { url, drop } = await createDatabase();
  const envelopes = await createEnvelopes();
  const closing: (() => Promise<unknown>)[] = [];
  const opened: Registry[] = [];
  let database: DataSource | null = null;
  afterAll(async () => {
    await Promise.all(opened.map(({ house }) => house.close()));
    await Promise.all(closing.map((close) => close()));
    await database?.destroy();
    await drop();
  });

  const admission: Admission = { check: (submission) => desk.check(submission), conform: (target) => desk.conform(target) };
  const desk: Desk = {
    url,
    get database() {
      if (database === null) throw new Error('open a registry first: it makes the tables');
      return database;
    },
    accredited: new Set([TAWUN, SANAD]),
    down: false,
    check: () => Promise.resolve([{ name: 'composition', passed: true, code: null, reason: null, coordinate: null, rule: null, owner: null }]),
    conform: () => Promise.resolve(CONFORMS),
    log: [],
    clock: null,
    async open(more = {}) {
      const registry = await openRegistry({
        databaseUrl: url, mode: 'SANDBOX', fieldKey: Buffer.alloc(32, 7), gatewayKeys: envelopes.keys, admission,
        addresses: { privateNetworks: true, plainHttp: true },
        now: () => desk.clock ?? new Date(),
        log: pino({ level: 'debug' }, { write: (line: string) => void desk.log.push(line) }),
        send: ({ variables }) => {
          if (desk.down) return Promise.reject(new Error('down'));
          const id = String(variables?.['id']);
          return Promise.resolve({ data: { insurer: { id, accreditation: { id: 'accreditation', inForce: desk.accredited.has(id) } } } });
        },
        ...more,
      });
      opened.push(registry);
      database ??= await openDatabase({ url, tables: TABLES, migrations: MIGRATIONS, poolSize: 2 });
      return registry;
    },
    async origin() {
      const asked: string[] = [];
      const origin = { url: '', asked, answer: { status: 200, body: '' } as Origin['answer'] };
      const server = createServer((request, response) => {
        asked.push(`${request.method} ${request.url}`);
        response.shouldKeepAlive = false;
        response.writeHead(origin.answer.status, origin.answer.headers ?? {}).end(origin.answer.body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      closing.push(() => new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }));
      return origin;
    },
    async ask<Data>(registry: Registry, who: Principal, query: string, variables: Record<string, unknown> = {}, locale: Locale = 'en') {
      const envelope = await envelopes.sign({ audience: 'registry', principal: who, locale });
      const { data, errors = [] } = await registry.house.execute({ query, variables }, envelope);
      return { data: data as Data, codes: errors.map((error) => String(error.extensions['code'])) };
    },
    async tell<Data>(registry: Registry, who: Principal, mutation: string, input: Record<string, unknown>, selection: string) {
      const query = `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} problems { code message path } } }`;
      const { data, codes } = await desk.ask<Record<string, Data & Payload>>(registry, who, query, { input: { idempotencyKey: randomUUID(), ...input } });
      if (codes.length > 0) throw new Error(`${mutation}: ${codes.join(', ')}\n${desk.log.slice(-3).join('')}`);
      return data[mutation] as Data & Payload;
    },
  };
  return desk;
}

export const codesOf = ({ problems }: Payload): string[] => problems.map(({ code }) => code);

/** Waits until it holds. */
export async function until(holds: () => Promise<boolean> | boolean, what: string): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export interface Registered {
  readonly id: string;
  readonly challenge: { readonly url: string; readonly token: string } | null;
}

/** Registers and proves an origin of its own. */
export async function proved(desk: Desk, registry: Registry, who: Principal, namespace: string): Promise<Registered & { readonly origin: Origin }> {
  const origin = await desk.origin();
  const { registration, problems } = await desk.tell<{ registration: Registered | null }>(registry, who, 'registerSubgraph', { namespace, url: `${origin.url}/graphql` }, 'registration { id challenge { url token } }');
  if (registration === null) throw new Error(JSON.stringify(problems));
  origin.answer = { status: 200, body: `${registration.challenge?.token}\n` };
  const proof = await desk.tell(registry, who, 'proveSubgraphAddress', { registrationId: registration.id }, 'registration { state }');
  if (proof.problems.length > 0) throw new Error(JSON.stringify(proof.problems));
  return { ...registration, origin };
}

/** Submits a version and waits until its checks are through. Answers its identifier. */
export async function submitted(desk: Desk, registry: Registry, who: Principal, input: Record<string, unknown>): Promise<{ id: string; state: string }> {
  const { version, problems } = await desk.tell<{ version: { id: string } | null }>(registry, who, 'submitSubgraphVersion', input, 'version { id }');
  if (version === null) throw new Error(JSON.stringify(problems));
  let state = '';
  await until(async () => {
    const { data } = await desk.ask<{ subgraphVersion: { state: string } }>(registry, who, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: version.id });
    state = data.subgraphVersion.state;
    return !['SUBMITTED', 'CHECKED'].includes(state);
  }, 'the checks of a version');
  return { id: version.id, state };
}

/** From nothing to active. */
export async function active(desk: Desk, registry: Registry, who: Principal, namespace: string, version: Record<string, unknown> = {}): Promise<{ registrationId: string; versionId: string; origin: Origin }> {
  const { id: registrationId, origin } = await proved(desk, registry, who, namespace);
  const { id: versionId } = await submitted(desk, registry, who, { registrationId, ...version });
  for (const [by, mutation, input] of [
    [regulator, 'decideSubgraphVersion', { versionId, decision: 'APPROVE', reason: 'It conforms.' }],
    [who, 'activateSubgraphVersion', { versionId }],
  ] as const) {
    const { problems } = await desk.tell(registry, by, mutation, input, 'version { state }');
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  }
  await registry.providers.refresh();
  return { registrationId, versionId, origin };
}
