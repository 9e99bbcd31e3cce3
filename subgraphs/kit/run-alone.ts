import { createRemoteJWKSet } from 'jose';
import type { z } from 'zod';
import { createHouseKey } from './graph-client.ts';
import { HOUSE_SETTINGS, SettingsError, readSettings } from './house-config.ts';
import type { House } from './house.ts';
import { createLog } from './log.ts';
import { sendOverHttp } from './send-over-http.ts';
import { serveHouse } from './serve-house.ts';
import type { HouseOptions } from './stand-up.ts';

/**
 * Runs one house as a process of its own: reads its settings, opens it, serves it, and drains on SIGINT or SIGTERM.
 * `shape` holds the settings it has beyond those of every house. Any refusal is one sentence and exit code 1.
 */
export async function runAlone<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  open: (options: HouseOptions, settings: z.infer<z.ZodObject<Shape & typeof HOUSE_SETTINGS>>) => Promise<House>,
): Promise<void> {
  try {
    const settings = readSettings({ ...HOUSE_SETTINGS, ...shape }, process.env) as z.infer<z.ZodObject<Shape & typeof HOUSE_SETTINGS>>;
    const base = settings as z.infer<z.ZodObject<typeof HOUSE_SETTINGS>>;
    const log = createLog(name, base.LOG_LEVEL);
    const graph = sendOverHttp(base.GRAPH_URL);
    const house = await open(
      {
        databaseUrl: base.DATABASE_URL,
        ...(base.MIGRATOR_URL === undefined ? {} : { migratorUrl: base.MIGRATOR_URL }),
        mode: base.PROGRAMME_MODE,
        fieldKey: Buffer.from(base.FIELD_KEY, 'base64'),
        gatewayKeys: createRemoteJWKSet(new URL(base.GATEWAY_JWKS_URL)),
        send: graph.send,
        key: await createHouseKey(base.HOUSE_SIGNING_KEY),
        log,
      },
      settings,
    );
    const served = await serveHouse(house, { host: base.HOST, port: base.PORT, log });
    log.info({ url: served.url }, 'house is open');
    const stop = (): void => {
      log.info('draining');
      served.close().then(() => graph.close()).then(() => process.exit(0), () => process.exit(1));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(`${error instanceof SettingsError ? error.message : `The ${name} house cannot start: ${reasonOf(error, process.env['PORT'])}`}\n`);
    // What was opened before the refusal, a pool or the jobs, would keep the process alive.
    process.exit(1);
  }
}

function reasonOf(error: unknown, port: string | undefined): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `port ${port} is taken by another process; stop it, or set PORT to a free one.`;
  // Several addresses that refused one after the other come as an error without a message.
  return error.message || (code ?? error.name);
}
