import { Client } from 'pg';
import { CHANGES_CHANNEL } from './changes.ts';

export interface Listener {
  close(): Promise<void>;
}

/**
 * Hears of changes on a connection of its own, which a pooled one could not: a notification comes to the session that
 * listens. `onLost` is called once, when the connection is gone; the caller listens anew.
 */
export async function listenForChanges(url: string, onChange: () => void, onLost: () => void): Promise<Listener> {
  const client = new Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: 5_000 });
  let open = true;
  const lost = (): void => {
    if (!open) return;
    open = false;
    onLost();
  };
  client.on('error', lost);
  client.on('end', lost);
  client.on('notification', onChange);
  try {
    await client.connect();
    await client.query(`LISTEN ${CHANGES_CHANNEL}`);
  } catch (error) {
    open = false;
    await client.end().catch(() => undefined);
    throw error;
  }
  return {
    async close() {
      open = false;
      await client.end().catch(() => undefined);
    },
  };
}
