import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import type { DataSource, EntitySchema } from 'typeorm';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { openDatabase } from './database.ts';
import type { Migration } from './database.ts';
import { createFieldCipher } from './field-cipher.ts';
import { forgetAnswers } from './forget-answers.ts';
import { createGraphClient, createHouseKey } from './graph-client.ts';
import type { HouseKey } from './graph-client.ts';
import type { House, SendToGraph } from './house.ts';
import { startJobs } from './jobs.ts';
import type { Task, TimedTask } from './jobs.ts';
import { KitTables1700000000000 } from './kit-tables.ts';
import { createLog } from './log.ts';
import { migrate } from './migrate.ts';
import { openHouse } from './open-house.ts';
import type { HouseServices, RequestContext } from './request-context.ts';

/** What every house is given to stand up, in one process or alone. */
export interface HouseOptions {
  /** The database as the role that reads and writes rows. */
  readonly databaseUrl: string;
  /** The same database as the role that may change tables; databaseUrl when left out. */
  readonly migratorUrl?: string;
  readonly mode: ProgrammeMode;
  /** At least 32 bytes; encrypts columns with personal data. */
  readonly fieldKey: Buffer;
  /** The gateway's public keys, which sign identity envelopes. */
  readonly gatewayKeys: JWTVerifyGetKey;
  readonly send: SendToGraph;
  readonly key?: HouseKey;
  readonly log?: Logger;
  readonly now?: () => Date;
  /** Sees every SQL statement. For tests that count. */
  readonly onStatement?: (sql: string) => void;
  /** False for a process that only answers; jobs then run in another replica. */
  readonly runJobs?: boolean;
}

/** What makes one house different from another, before it stands. */
export interface HousePlan<Context extends RequestContext> {
  readonly name: string;
  readonly resolvers: Readonly<Record<string, unknown>>;
  readonly tables: readonly EntitySchema[];
  readonly migrations: readonly Migration[];
  readonly contextOf: (services: HouseServices, envelope: Envelope, requestId: string) => Context;
  readonly tasks?: (services: HouseServices) => Readonly<Record<string, Task>>;
  readonly timed?: readonly TimedTask[];
  readonly handle?: (services: HouseServices) => (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  readonly closeMore?: () => Promise<void>;
}

/** Stands a house up: migrations, database, jobs, schema. @throws WrongModeError, or the database's own refusal. */
export async function standUp<Context extends RequestContext>(plan: HousePlan<Context>, options: HouseOptions): Promise<House> {
  const log = options.log ?? createLog(plan.name);
  const migrations = [KitTables1700000000000, ...plan.migrations];
  await bringUpToDate(plan, options, migrations);
  const database = await openDatabase({
    url: options.databaseUrl,
    tables: plan.tables,
    migrations,
    ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
  });
  try {
    return await openOn(database, plan, options, log);
  } catch (error) {
    // Whoever stands up several houses in one process must be able to give up cleanly.
    await database.destroy();
    throw error;
  }
}

async function openOn<Context extends RequestContext>(database: DataSource, plan: HousePlan<Context>, options: HouseOptions, log: Logger): Promise<House> {
  const key = options.key ?? (await createHouseKey());
  const services: HouseServices = {
    database,
    graph: createGraphClient(plan.name, key, options.send),
    cipher: createFieldCipher(options.fieldKey),
    mode: options.mode,
    log,
    now: options.now ?? (() => new Date()),
  };
  const sdl = await readFile(new URL(`../../schema/${plan.name}.graphql`, import.meta.url), 'utf8');
  const jobs = options.runJobs === false ? null : await startJobs({
    url: options.databaseUrl,
    tasks: { ...plan.tasks?.(services), [FORGET]: () => forget(services) },
    timed: [...(plan.timed ?? []), { task: FORGET, cron: '17 0 * * *' }],
    log,
  });
  try {
    return openHouse<Context>({
      name: plan.name,
      sdl,
      resolvers: plan.resolvers,
      mode: options.mode,
      gatewayKeys: options.gatewayKeys,
      jwks: key.jwks,
      log,
      database,
      jobs,
      contextOf: (envelope, requestId) => plan.contextOf(services, envelope, requestId),
      ...(plan.handle === undefined ? {} : { handle: plan.handle(services) }),
      ...(plan.closeMore === undefined ? {} : { closeMore: plan.closeMore }),
    });
  } catch (error) {
    await jobs?.stop();
    throw error;
  }
}

const FORGET = 'forget-answers';

async function forget({ database, now, log }: HouseServices): Promise<void> {
  log.info({ forgotten: await forgetAnswers(database.manager, now()) }, 'old answers forgotten');
}

/** The connection that may change tables lives only as long as the migrations. */
async function bringUpToDate<Context extends RequestContext>(
  plan: HousePlan<Context>,
  options: HouseOptions,
  migrations: readonly Migration[],
): Promise<void> {
  const url = options.migratorUrl ?? options.databaseUrl;
  const database = await openDatabase({ url, tables: plan.tables, migrations, poolSize: 2 });
  try {
    const appRole = decodeURIComponent(new URL(options.databaseUrl).username);
    await migrate(database, { url, mode: options.mode, ...(url === options.databaseUrl ? {} : { appRole }) });
  } finally {
    await database.destroy();
  }
}
