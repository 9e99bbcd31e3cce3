import type { EmbeddedPostgres } from '../../gateway/embedded/postgres.ts';

interface OwnServer { readonly server: EmbeddedPostgres; readonly dataDir: string }

/** The runner loads start and stop separately, so what one hands the other hangs on the process itself. */
const holder = globalThis as { wasqTestServer?: OwnServer | undefined };

export function keepOwnServer(own: OwnServer): void {
  holder.wasqTestServer = own;
}

export function takeOwnServer(): OwnServer | undefined {
  const own = holder.wasqTestServer;
  holder.wasqTestServer = undefined;
  return own;
}
