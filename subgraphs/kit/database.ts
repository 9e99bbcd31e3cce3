import type { EntitySchema, Logger, MigrationInterface, MixedList } from 'typeorm';
import { DataSource } from 'typeorm';

/** A migration class; its name ends with its timestamp, which TypeORM orders by. */
export type Migration = new () => MigrationInterface;

export interface DatabaseOptions {
  readonly url: string;
  readonly tables: readonly EntitySchema[];
  readonly migrations: readonly Migration[];
  /** Connections kept; the sum over houses and replicas must stay under the server's max_connections. */
  readonly poolSize?: number;
  /** Sees every statement, without its parameters. For tests that count. */
  readonly onStatement?: (sql: string) => void;
}

/** Opens the house's database. The only place that builds a DataSource. */
export async function openDatabase(options: DatabaseOptions): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.tables as unknown as MixedList<EntitySchema>,
    migrations: [...options.migrations],
    migrationsTransactionMode: 'each',
    synchronize: false,
    poolSize: options.poolSize ?? 10,
    ...(options.onStatement === undefined ? { logging: false } : { logging: true, logger: statementLogger(options.onStatement) }),
    // Compiling a statement takes longer than any of a house's statements may.
    extra: { options: '-c timezone=UTC -c jit=off -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000' },
  });
  return source.initialize();
}

function statementLogger(onStatement: (sql: string) => void): Logger {
  const nothing = (): void => undefined;
  return {
    logQuery: (sql) => onStatement(sql),
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
}
