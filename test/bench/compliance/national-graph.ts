import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { createPlayers } from '../../../gateway/demo/player.ts';
import type { Player } from '../../../gateway/demo/player.ts';
import { eraseDataFolder } from '../../../gateway/embedded/erase-data-folder.ts';
import { openEmbedded } from '../../../gateway/open-embedded.ts';
import type { Embedded } from '../../../gateway/open-embedded.ts';
import { isEmpty, seedSample } from '../../../gateway/sample-seed.ts';
import type { SampleSize } from '../../../gateway/sample-seed.ts';
import type { HouseName } from '../../../gateway/standalone.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';

/** The whole programme over a nation's sample, answering over HTTP. */
export interface NationalGraph {
  readonly embedded: Embedded;
  readonly player: (role: Parameters<ReturnType<typeof createPlayers>>[0], organisation?: string | null) => Promise<Player>;
  close(): Promise<void>;
}

/**
 * Opens the graph over a folder of its own, which is filled first and erased at the end; or over `dataDir`, which is
 * filled when it is empty and left for the next time.
 */
export async function openNationalGraph(
  size: SampleSize, dataDir: string | undefined, say: (line: string) => void, onStatement: (house: HouseName, sql: string) => void,
): Promise<NationalGraph> {
  const folder = dataDir ?? (await mkdtemp(`${tmpdir()}/wasq-bench-`));
  if (dataDir === undefined) await chmod(folder, 0o755);
  const config = { dataDir: folder, databaseUrl: null };
  const log = createLog('error');
  // Whoever fills the houses runs none of their jobs, so that the first reading begins with all of it.
  const filling = await openEmbedded(config, log, { runJobs: false });
  try {
    if (await isEmpty(filling)) await seedSample(filling, size, say);
  } finally {
    await filling.close();
  }
  const embedded = await openEmbedded(config, log, { onStatement });
  const { url } = await embedded.gateway.listen({ host: '127.0.0.1', port: 0 });
  embedded.announce(url);
  return {
    embedded,
    player: createPlayers(`${url}/graphql`, embedded.issuer),
    async close() {
      await embedded.close();
      if (dataDir !== undefined) return;
      await eraseDataFolder(`${folder}/postgres`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
