import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes about itself in its data directory, and leaves there when it is killed. */
export interface PostmasterFile {
  readonly pid: number;
  /** Where it listens; NaN while it is not known. */
  readonly port: number;
  /** Accepting connections. */
  readonly ready: boolean;
}

const PORT_LINE = 3;
const STATUS_LINE = 7;

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n');
  const pid = Number(lines?.[0]);
  // A negative number stands for a single-user server.
  return lines && Number.isInteger(pid) && pid !== 0
    ? { pid: Math.abs(pid), port: Number(lines[PORT_LINE] || Number.NaN), ready: lines[STATUS_LINE]?.trim() === 'ready' }
    : undefined;
}
