import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { OUTSIDE, readPointer } from './data-home.ts';

/** Removes a data folder of a stopped server for good, with the data kept outside of it. */
export async function eraseDataFolder(dataDir: string): Promise<void> {
  const outside = await readPointer(dataDir);
  // The pointer is a text file anybody may have edited: it may only name a home that we made.
  if (outside !== undefined && dirname(outside) === OUTSIDE) await rm(outside, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
