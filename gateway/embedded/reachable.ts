import { runAs } from './run-as.ts';
import type { ServerUser } from './server-user.ts';

/** Whether the server's user can enter the folder. Tried, not computed: access lists and mounts have a say too. */
export async function canEnter(user: ServerUser | undefined, folder: string): Promise<boolean> {
  const outcome = await runAs(user, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder]);
  return outcome.code === 0;
}
