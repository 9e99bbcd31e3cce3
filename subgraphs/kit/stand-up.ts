import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWTVerifyGetKey } from 'jose';
import type { Logger } from 'pino';
import type { DataSource, EntitySchema } from 'typeorm';
import type { Envelope } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { openDatabase } from './database.ts';
import type { Migration } from './database.ts';
import { createFieldCipher } from './field-cipher.ts';
import { forgetAnswers } from './forget-answers.ts';
import { createGraphClient, createHouseKey } from './graph-client.ts';
import type { HouseKey } from './graph-client.ts';
import type { House, SendToGraph } from './house.ts';
import { startJobLanes } from './job-lanes.ts';
import type { Task, TimedTask } from './jobs.ts';
import { KIT_MIGRATIONS } from './kit-migrations.ts';
import { createLog } from './log.ts';
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
  /** Another schema that the house serves from the same record, with the same context. */
  readonly beside?: { readonly name: string; readonly resolvers: Readonly<Record<string, unknown>> };
  readonly tasks?: (services: HouseServices) => Readonly<Record<string, Task>>;
  readonly timed?: readonly TimedTask[];
  /** Tasks that cannot wait for long ones to end: they have workers of their own beside those that do everything. */
  readonly urgent?: readonly string[];
  readonly handle?: (services: HouseServices) => (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Begins what the house does besides answering, once its tables are there; answers how that ends. */
  readonly alongside?: (services: HouseServices) => Promise<() => Promise<void>>;
  readonly closeMore?: () => Promise<void>;
}

/** Stands a house up: migrations, database, jobs, schema. @throws WrongModeError, or the database's own refusal. */
export async function standUp<Context extends RequestContext>(plan: HousePlan<Context>, options: HouseOptions): Promise<House> {
  const log = options.log ?? createLog(plan.name);
  const migrations = [...KIT_MIGRATIONS, ...plan.migrations];
  await bringUpToDate(plan.tables, migrations, options);
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
  const sdl = await sdlOf(plan.name);
  const besideSdl = plan.beside === undefined ? '' : await sdlOf(plan.beside.name);
  const jobs = options.runJobs === false ? null : await startJobLanes({
    url: options.databaseUrl,
    tasks: { ...plan.tasks?.(services), [FORGET]: () => forget(services) },
    timed: [...(plan.timed ?? []), { task: FORGET, cron: '17 0 * * *' }],
    urgent: plan.urgent ?? [],
    log,
  });
  let endAlongside: (() => Promise<void>) | undefined;
  try {
    endAlongside = await plan.alongside?.(services);
    const { mode, gatewayKeys } = options;
    const contextOf = (envelope: Envelope, requestId: string): Context => plan.contextOf(services, envelope, requestId);
    // It asks nobody, so it has no key of its own; the record is the house's to close.
    const beside = plan.beside === undefined ? undefined : openHouse<Context>({
      ...plan.beside, sdl: besideSdl, mode, gatewayKeys, jwks: { keys: [] }, log, jobs: null, contextOf,
      database: { query: (sql) => database.query(sql), destroy: () => Promise.resolve() },
    });
    return openHouse<Context>({
      name: plan.name,
      sdl,
      resolvers: plan.resolvers,
      mode,
      gatewayKeys,
      jwks: key.jwks,
      log,
      database,
      jobs,
      contextOf,
      ...(beside === undefined ? {} : { beside }),
      ...(plan.handle === undefined ? {} : { handle: plan.handle(services) }),
      async closeMore() {
        await endAlongside?.();
        await plan.closeMore?.();
      },
    });
  } catch (error) {
    await endAlongside?.();
    await jobs?.stop();
    throw error;
  }
}

function sdlOf(name: string): Promise<string> {
  return readFile(new URL(`../../schema/${name}.graphql`, import.meta.url), 'utf8');
}

const FORGET = 'forget-answers';

async function forget({ database, now, log }: HouseServices): Promise<void> {
  log.info({ forgotten: await forgetAnswers(database.manager, now()) }, 'old answers forgotten');
}
