import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const SECRETS = z.object({
  /** One a house: encrypts its columns with personal data. Losing it loses those columns. */
  fieldKeys: z.record(z.string(), z.base64()),
  /** Passwords of the database roles, by role name. */
  passwords: z.record(z.string(), z.string()),
});

export type Secrets = z.infer<typeof SECRETS>;

/** Secrets of the embedded default: made once, kept in a file only its owner can read, beside the data they protect. */
export async function secretsIn(dataDir: string, houses: readonly string[]): Promise<Secrets> {
  const path = `${dataDir}/secrets.json`;
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) return SECRETS.parse(JSON.parse(found));
  const made: Secrets = {
    fieldKeys: Object.fromEntries(houses.map((house) => [house, randomBytes(32).toString('base64')])),
    passwords: Object.fromEntries(
      houses.flatMap((house) => [`${house}_migrator`, `${house}_app`]).map((role) => [role, randomBytes(18).toString('base64url')]),
    ),
  };
  await mkdir(dataDir, { recursive: true });
  // Linked into place whole, so that a crash in the middle leaves no half key behind.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 });
  await link(draft, path);
  await rm(draft);
  return made;
}
