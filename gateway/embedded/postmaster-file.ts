import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes about itself in its data directory, and leaves there when it is killed. */
export interface PostmasterFile {
  readonly pid: number;
  /** Accepting connections. */
  readonly ready: boolean;
}

const STATUS_LINE = 7;

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => undefined);
  const lines = text?.split('\n');
  const pid = Number(lines?.[0]);
  // A negative number stands for a single-user server.
  return lines && Number.isInteger(pid) && pid !== 0
    ? { pid: Math.abs(pid), ready: lines[STATUS_LINE]?.trim() === 'ready' }
    : undefined;
}
