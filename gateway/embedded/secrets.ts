import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';

const SECRETS = z.object({
  /** One a house: encrypts its columns with personal data. Losing it loses those columns. */
  fieldKeys: z.record(z.string(), z.base64()),
  /** Passwords of the database roles, by role name. */
  passwords: z.record(z.string(), z.string()),
});

export type Secrets = z.infer<typeof SECRETS>;

/**
 * Secrets of the embedded default: made once, kept in a file only its owner can read, beside the data they protect. A
 * house that came later gets its own; those of the others stay as they are.
 */
export async function secretsIn(dataDir: string, houses: readonly string[]): Promise<Secrets> {
  const path = `${dataDir}/secrets.json`;
  const found = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  const known = found === null ? null : SECRETS.parse(JSON.parse(found));
  if (known !== null && houses.every((house) => house in known.fieldKeys)) return known;
  const made = secretsFor(houses, known);
  await mkdir(dataDir, { recursive: true });
  // Put into place whole, so that a crash in the middle leaves no half key behind.
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 });
  if (known === null) {
    // Never over a file that another process made meanwhile.
    await link(draft, path);
    await rm(draft);
  } else {
    await rename(draft, path);
  }
  return made;
}

function secretsFor(houses: readonly string[], known: Secrets | null): Secrets {
  const roles = houses.flatMap((house) => [`${house}_migrator`, `${house}_app`]);
  return {
    fieldKeys: { ...Object.fromEntries(houses.map((house) => [house, randomBytes(32).toString('base64')])), ...known?.fieldKeys },
    passwords: { ...Object.fromEntries(roles.map((role) => [role, randomBytes(18).toString('base64url')])), ...known?.passwords },
  };
}
