import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

const fileIn = (dataDir: string): string => join(dataDir, 'password');

/** The superuser's password, or undefined when none was made yet. */
export async function readPassword(dataDir: string): Promise<string | undefined> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new EmbeddedPostgresError(`The password file ${fileIn(dataDir)} cannot be read: ${error.message}.`);
  });
  return text?.trim();
}

/** Makes a password no person has to type, in a file only our own user can read. */
export async function makePassword(dataDir: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const half = `${fileIn(dataDir)}.half`;
  await writeFile(half, `${password}\n`, { mode: 0o600 });
  await rename(half, fileIn(dataDir));
  return password;
}

export function passwordMissing(dataDir: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The password file ${fileIn(dataDir)} of the database is missing: restore it, or remove ${dataDir} to start with empty data.`,
  );
}
