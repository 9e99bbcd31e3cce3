import { createServer } from 'node:net';
import { EmbeddedPostgresError, PortTakenError } from './embedded-postgres-error.ts';

const TRIES = 5;

/** A port of 127.0.0.1 nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new EmbeddedPostgresError('This system gave no free port on 127.0.0.1.'));
      });
    });
  });
}

/** Starts something on a free port, and again on another when somebody took it between the look and the start. */
export async function onFreePort<T>(start: (port: number) => Promise<T>, choose: () => Promise<number> = freePort): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await start(await choose());
    } catch (error) {
      if (!(error instanceof PortTakenError) || tried === TRIES) throw error;
    }
  }
}
