import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import type { GraphClient } from '../../../subgraphs/kit/graph-client.ts';
import type { GraphRequest, House } from '../../../subgraphs/kit/house.ts';
import type { SandboxServer } from '../../../subgraphs/kit/sandbox-server.ts';
import { SourceUnavailableError } from '../../../subgraphs/kit/source-unavailable.ts';
import type { ConnectorOptions } from '../../../subgraphs/kit/source-client.ts';
import { openRegulationHouse } from '../../../subgraphs/regulation/house.ts';
import { createCivilRegistryConnector } from '../../../subgraphs/regulation/sources/civil-registry.ts';
import { createInsurerLicencesConnector } from '../../../subgraphs/regulation/sources/insurer-licences.ts';
import { createInsurerQualificationsConnector } from '../../../subgraphs/regulation/sources/insurer-qualifications.ts';
import { createNonprofitLicencesConnector } from '../../../subgraphs/regulation/sources/nonprofit-licences.ts';
import type { RegulationSources } from '../../../subgraphs/regulation/sources/regulation-sources.ts';
import { startCivilRegistrySandbox } from '../../../subgraphs/regulation/sources/sandbox/civil-registry.ts';
import { startInsurerLicencesSandbox } from '../../../subgraphs/regulation/sources/sandbox/insurer-licences.ts';
import { startInsurerQualificationsSandbox } from '../../../subgraphs/regulation/sources/sandbox/insurer-qualifications.ts';
import { startNonprofitLicencesSandbox } from '../../../subgraphs/regulation/sources/sandbox/nonprofit-licences.ts';
import { startSocialInsuranceSandbox } from '../../../subgraphs/regulation/sources/sandbox/social-insurance.ts';
import { createSocialInsuranceConnector } from '../../../subgraphs/regulation/sources/social-insurance.ts';
import { MIGRATIONS } from '../../../subgraphs/regulation/store/migrations.ts';
import { TABLES } from '../../../subgraphs/regulation/store/tables.ts';
import { createDatabase } from '../../kit/database.ts';
import { createEnvelopes } from '../../kit/envelope.ts';

/** What the rest of the graph answers: data by field, or an error. Tests change it as they go. */
export interface OtherHouses {
  /** Licence numbers of associations by identifier. */
  readonly associations: Map<string, string>;
  /** Registration numbers of insurers by identifier. */
  readonly insurers: Map<string, string>;
  readonly tenders: Map<string, Record<string, unknown>>;
  /** Problems that recordEligibilityDecision answers, one list a call; none when it is empty. */
  readonly refusals: string[][];
  /** Inputs of the mutations that came. */
  readonly told: Record<string, unknown>[];
  down: boolean;
}

export interface Payload {
  readonly problems: { readonly code: string; readonly message: string; readonly path: string[] | null; readonly rule: string | null }[];
  readonly [field: string]: unknown;
}

/* eslint-disable @typescript-eslint/no-explicit-any -- answers are read by the test that asked, which knows their shape */
export interface OpenedHouse {
  readonly house: House;
  readonly database: DataSource;
  readonly url: string;
  readonly graph: OtherHouses;
  readonly sources: RegulationSources;
  readonly sandboxes: Readonly<Record<keyof RegulationSources, SandboxServer<never>>> & { readonly nonprofitLicences: SandboxServer<'licences'>; readonly insurerLicences: SandboxServer<'licences'>; readonly insurerQualifications: SandboxServer<'licences'> };
  readonly log: readonly string[];
  /** Every statement since the last call. */
  statements(): string[];
  clock: Date;
  /** A query's data and the codes of its errors. */
  ask(who: Principal, query: string, variables?: Record<string, unknown>): Promise<{ data: any; codes: string[] }>;
  /** A mutation's payload; fails on GraphQL errors. */
  tell(who: Principal, mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload & Record<string, any>>;
}

/** The house on a fresh database, with the real sandboxes of its sources and a made-up rest of the graph. Closed after the file. */
export async function openRegulation({ runJobs = false } = {}): Promise<OpenedHouse> {
  const { url, drop } = await createDatabase();
  const opened = { clock: new Date('2026-03-01T09:00:00.000Z') };
  const now = (): Date => opened.clock;
  const sandboxes = {
    civilRegistry: await startCivilRegistrySandbox({ programmeMode: 'SANDBOX' }),
    socialInsurance: await startSocialInsuranceSandbox({ programmeMode: 'SANDBOX' }),
    nonprofitLicences: await startNonprofitLicencesSandbox({ programmeMode: 'SANDBOX', now }),
    insurerLicences: await startInsurerLicencesSandbox({ programmeMode: 'SANDBOX', now }),
    insurerQualifications: await startInsurerQualificationsSandbox({ programmeMode: 'SANDBOX', now }),
  };
  const connect = (sandbox: { readonly url: string }): ConnectorOptions =>
    ({ url: sandbox.url, deadlineMs: 20_000, verifiedBy: 'regulation', now, programmeMode: 'SANDBOX' });
  const sources: RegulationSources = {
    civilRegistry: createCivilRegistryConnector(connect(sandboxes.civilRegistry)),
    socialInsurance: createSocialInsuranceConnector(connect(sandboxes.socialInsurance)),
    nonprofitLicences: createNonprofitLicencesConnector(connect(sandboxes.nonprofitLicences)),
    insurerLicences: createInsurerLicencesConnector(connect(sandboxes.insurerLicences)),
    insurerQualifications: createInsurerQualificationsConnector(connect(sandboxes.insurerQualifications)),
  };
  const graph: OtherHouses = { associations: new Map(), insurers: new Map(), tenders: new Map(), refusals: [], told: [], down: false };
  const envelopes = await createEnvelopes({ mode: 'SANDBOX' });
  const lines: string[] = [];
  let seen: string[] = [];
  const house = await openRegulationHouse({
    databaseUrl: url, mode: 'SANDBOX', fieldKey: Buffer.alloc(32, 7), gatewayKeys: envelopes.keys, sources, now, runJobs,
    send: (request) => Promise.resolve(answerFor(graph, request)),
    log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }),
    onStatement: (sql) => void seen.push(sql),
  });
  const database = await openDatabase({ url, tables: TABLES, migrations: MIGRATIONS, poolSize: 2 });

  afterAll(async () => {
    await house.close();
    await database.destroy();
    await Promise.all(Object.values(sandboxes).map((sandbox) => sandbox.close()));
    await drop();
  });

  const run = async (who: Principal, query: string, variables: Record<string, unknown>): Promise<{ data: any; codes: string[]; messages: string[] }> => {
    const { data, errors = [] } = await house.execute({ query, variables }, await envelopes.sign({ audience: 'regulation', principal: who }));
    return { data, codes: errors.map((error) => String(error.extensions['code'])), messages: errors.map((error) => error.message) };
  };
  return Object.assign(opened, {
    house, database, url, graph, sources, sandboxes, log: lines,
    statements() {
      const since = seen;
      seen = [];
      return since;
    },
    ask: (who: Principal, query: string, variables: Record<string, unknown> = {}) => run(who, query, variables),
    async tell(who: Principal, mutation: string, input: Record<string, unknown>, selection: string) {
      const type = INPUT_TYPES.get(mutation) ?? `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} problems { code message path rule } } }`;
      const { data, codes, messages } = await run(who, query, { input: { idempotencyKey: randomUUID(), ...input } });
      if (codes.length > 0) throw new Error(`${mutation}: ${codes.join(', ')} ${messages.join(', ')}`);
      return data[mutation];
    },
  }) as OpenedHouse;
}

/** The same rest of the graph, for a job that is run by the test itself. */
export function askAsHouse(graph: OtherHouses): GraphClient {
  return {
    ask<Data>(query: string, variables: Readonly<Record<string, unknown>>): Promise<Data> {
      const { data, errors } = answerFor(graph, { query, variables });
      return errors === undefined ? Promise.resolve(data as Data) : Promise.reject(new SourceUnavailableError('graph', 'down'));
    },
  };
}

const INPUT_TYPES = new Map([['rebuildCompliance', 'ComplianceModelInput'], ['giveNoObjection', 'GiveNoObjectionInput'], ['objectToTender', 'ObjectToTenderInput']]);

/** Answers by what the document asks for, as the graph would. */
function answerFor(graph: OtherHouses, { query, variables = {} }: GraphRequest): { data?: any; errors?: any } {
  if (graph.down) return { errors: [{ message: 'down', extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' }, path: ['tender'] }] };
  const { id, licenseNumber, after, input } = variables as Record<string, string> & { input?: Record<string, unknown> };
  const idOf = (numbers: Map<string, string>, number: string): string | undefined => [...numbers].find(([, each]) => each === number)?.[0];
  if (query.includes('recordEligibilityDecision')) {
    graph.told.push(input as Record<string, unknown>);
    return { data: { recordEligibilityDecision: { problems: (graph.refusals.shift() ?? []).map((code) => ({ code })) } } };
  }
  if (query.includes('AssociationNumbers')) return { data: { subjects: pageOf(graph.associations, after) } };
  if (query.includes('InsurerNumbers')) return { data: { subjects: pageOf(graph.insurers, after) } };
  if (query.includes('association(licenseNumber')) {
    const found = idOf(graph.associations, licenseNumber as string);
    return { data: { association: found === undefined ? null : { id: found } } };
  }
  if (query.includes('association(id')) {
    const number = graph.associations.get(id as string);
    return { data: { association: number === undefined ? null : { id, licenseNumber: number } } };
  }
  if (query.includes('insurer(id')) {
    const number = graph.insurers.get(id as string);
    return { data: { insurer: number === undefined ? null : { id, crNumber: number } } };
  }
  if (query.includes('tender(id')) return { data: { tender: graph.tenders.get(id as string) ?? null } };
  throw new Error('the regulation house asked what no test answers');
}

/** Two a page, so that whoever walks the list has to turn pages. */
function pageOf(numbers: Map<string, string>, after: string | null | undefined): Record<string, unknown> {
  const all = [...numbers].map(([id, number]) => ({ node: { id, number } }));
  const from = Number(after ?? 0);
  return { edges: all.slice(from, from + 2), pageInfo: { hasNextPage: from + 2 < all.length, endCursor: String(from + 2) } };
}
