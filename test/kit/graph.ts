import { randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { ExecutionResult } from 'graphql';
import { pino } from 'pino';
import { createIssuer } from '../../gateway/auth/issuer.ts';
import type { HouseDatabase } from '../../gateway/embedded/house-databases.ts';
import { EMBEDDED_TOKENS } from '../../gateway/open-embedded.ts';
import { HOUSES, openStandalone } from '../../gateway/standalone.ts';
import type { HouseName, Standalone, StandaloneSettings } from '../../gateway/standalone.ts';
import type { Role } from '../../schema/contracts/identity.ts';
import { createDatabase } from './database.ts';

type Answer = ExecutionResult<Record<string, never>>;

/** The whole graph of a test: three houses on fresh databases, the gateway, the sandboxes. */
export interface TestGraph extends Standalone {
  readonly databases: ReadonlyMap<string, HouseDatabase>;
  readonly fieldKeys: Readonly<Record<string, string>>;
  /** Every line logged by the gateway and the houses. */
  readonly log: readonly string[];
  token(role: Role, organisation?: string | null): Promise<string>;
  /** One operation through the front door, as a role. */
  ask(as: Caller, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** A mutation by name; fails the test on GraphQL errors. Answers the payload. */
  tell<Payload>(as: Caller, mutation: string, inputType: string, input: Record<string, unknown>, selection: string): Promise<Payload & { problems: { code: string; message: string }[] }>;
  /** Another replica over the same databases: its own houses, registry and gateway, which run no jobs. Closed with the graph. */
  replica(): Promise<Standalone>;
  /** Polls until it holds. */
  until<Data>(as: Caller, query: string, variables: Record<string, unknown>, holds: (data: Data) => boolean): Promise<Data>;
  dispose(): Promise<void>;
}

/** Whom to be: a role, or a role of one organisation. */
export type Caller = Role | { readonly role: Role; readonly organisation: string } | { readonly token: string };

export async function startGraph(more: Partial<StandaloneSettings> = {}): Promise<TestGraph> {
  const fresh = await Promise.all(HOUSES.map(async (house) => ({ house, database: await createDatabase() })));
  const databases = new Map(fresh.map(({ house, database }): [HouseName, HouseDatabase] => [house, { appUrl: database.url, migratorUrl: database.url }]));
  const fieldKeys = Object.fromEntries(HOUSES.map((house) => [house, randomBytes(32).toString('base64')]));
  const dataDir = `${tmpdir()}/wasq-test-${randomUUID()}`;
  const issuer = await createIssuer({ dataDir, ...EMBEDDED_TOKENS });
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const settings: StandaloneSettings = { databases, fieldKeys, issuer: { ...EMBEDDED_TOKENS, jwks: issuer.jwks }, mode: 'SANDBOX', log, ...more };
  const standalone = await openStandalone(settings);
  const replicas: Standalone[] = [];

  const token = (role: Role, organisation: string | null = role): Promise<string> =>
    issuer.mint({ subject: `${role}:${organisation}`, organisation, roles: [role], ttl: 3_600 });

  const ask: TestGraph['ask'] = async (as, query, variables = {}) => {
    const bearer = typeof as === 'string' ? await token(as) : 'token' in as ? as.token : await token(as.role, as.organisation);
    return (await standalone.gateway.execute({ query, variables }, { authorization: `Bearer ${bearer}`, 'x-wasq-purpose': 'test' })) as Answer;
  };

  return {
    ...standalone,
    databases,
    fieldKeys,
    log: lines,
    token,
    ask,
    async tell<Payload>(as: Caller, mutation: string, inputType: string, input: Record<string, unknown>, selection: string) {
      const query = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} problems { code message } } }`;
      const { data, errors } = await ask(as, query, { input: { idempotencyKey: randomUUID(), ...input } });
      if (errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
      return (data as Record<string, unknown>)[mutation] as Payload & { problems: { code: string; message: string }[] };
    },
    async replica() {
      const opened = await openStandalone({ ...settings, runJobs: false });
      replicas.push(opened);
      return opened;
    },
    async until<Data>(as: Caller, query: string, variables: Record<string, unknown>, holds: (data: Data) => boolean) {
      const end = Date.now() + 60_000;
      for (;;) {
        const { data, errors } = await ask(as, query, variables);
        if (errors === undefined && holds(data as Data)) return data as Data;
        if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify({ data, errors })}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async dispose() {
      for (const each of [...replicas, standalone]) await each.close();
      await Promise.all(fresh.map(({ database }) => database.drop()));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
