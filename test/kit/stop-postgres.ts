import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eraseDataFolder } from '../../gateway/embedded/erase-data-folder.ts';
import { takeOwnServer } from './own-server.ts';

/** Stops and removes the server the run started; a server of the user's own is left as it is. */
export default async function stopTestPostgres(): Promise<void> {
  const own = takeOwnServer();
  if (own === undefined) return;
  await own.server.stop();
  await eraseDataFolder(own.dataDir);
  await rm(dirname(own.dataDir), { recursive: true, force: true });
  delete process.env['WASQ_TEST_POSTGRES'];
}
