import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../gateway/embedded/postgres.ts';
import { keepOwnServer } from './own-server.ts';

/** Starts the one server of a test run, unless WASQ_TEST_POSTGRES already names one whose user may create databases. */
export default async function startTestPostgres(): Promise<void> {
  if (process.env['WASQ_TEST_POSTGRES']) return;
  const folder = await mkdtemp(join(tmpdir(), 'wasq-test-'));
  // For root the server runs as another user, who should find its data here and need no copy of the programs.
  await chmod(folder, 0o755);
  const dataDir = join(folder, 'data');
  const server = await startPostgres({ dataDir, durable: false });
  keepOwnServer({ server, dataDir });
  process.env['WASQ_TEST_POSTGRES'] = server.adminUrl;
}
