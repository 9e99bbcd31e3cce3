import { readFile } from 'node:fs/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';

/** The user the server's processes run as. */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; these are asked for in this order, and no user is ever created. */
const CANDIDATES = ['postgres', 'nobody'];

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Another user than ours to run the server as, or undefined when ours will do. Throws when root has no one to lend. */
export async function findServerUser(passwdFile = '/etc/passwd'): Promise<ServerUser | undefined> {
  if (!isRoot()) return undefined;
  const lines = await readFile(passwdFile, 'utf8').then((text) => text.split('\n'), () => []);
  for (const candidate of CANDIDATES) {
    for (const line of lines) {
      const [name, , uid, gid] = line.split(':');
      if (name === candidate && Number(uid) !== 0 && uid && gid) {
        return { name, uid: Number(uid), gid: Number(gid) };
      }
    }
  }
  throw new EmbeddedPostgresError(
    'PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor a user "nobody" to run it as: '
    + 'start as an ordinary user, or point DATABASE_URL at a server of yours.',
  );
}
