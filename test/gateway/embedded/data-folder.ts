import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { eraseDataFolder } from '../../../gateway/embedded/erase-data-folder.ts';
import type { EmbeddedPostgres } from '../../../gateway/embedded/postgres.ts';

/** The path of a data folder not made yet; `closed` puts it where only its owner can enter. */
export async function newDataFolder(options: { closed?: boolean } = {}): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), 'wasq-embedded-'));
  if (!options.closed) await chmod(parent, 0o755);
  return join(parent, 'data');
}

export async function removeDataFolder(dataDir: string): Promise<void> {
  await eraseDataFolder(dataDir);
  await rm(dirname(dataDir), { recursive: true, force: true });
}

/** Runs statements as the superuser and gives the last one's rows. */
export async function query(server: Pick<EmbeddedPostgres, 'adminUrl'>, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  // A server that is killed cuts the connection too, and that is what those tests are about.
  client.on('error', () => undefined);
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}
