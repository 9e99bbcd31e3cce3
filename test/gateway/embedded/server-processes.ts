import { execFile } from 'node:child_process';
import { readdir, readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface ServerProcess { readonly pid: number; readonly uid: number; readonly command: string }

/** The processes, server and watchdog alike, whose command line names the folder. */
export async function serverProcesses(folder: string): Promise<ServerProcess[]> {
  const all = process.platform === 'linux' ? await fromProc() : await fromPs();
  return all.filter(({ command }) => command.includes(`${folder}/`));
}

async function fromProc(): Promise<ServerProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(async (pid) => {
    try {
      const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      return [{ pid: Number(pid), uid: (await stat(`/proc/${pid}`)).uid, command }];
    } catch {
      return [];
    }
  }));
  return found.flat();
}

async function fromPs(): Promise<ServerProcess[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,uid=,command=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, uid, command] = /^\s*(\d+)\s+(-?\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), uid: Number(uid), command }];
  });
}
