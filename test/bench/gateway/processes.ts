import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMb: number;
}

/** A process of the benchmark, which answers messages by their key. */
export interface Child {
  send(message: object): void;
  told<T>(key: string): Promise<T>;
  usage(): Promise<Usage>;
}

/** All processes of one run. */
export class Processes {
  readonly #children: ChildProcess[] = [];

  /** Starts a file of this folder, as the gateway is started. */
  start(file: string): Child {
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
      execArgv: ['--max-semi-space-size=32', '--import', 'tsx'], env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' },
    });
    this.#children.push(child);
    const told = <T>(key: string) => answerOf<T>(child, key);
    return {
      send: (message) => child.send(message),
      told,
      async usage() {
        const usage = told<{ readonly user: number; readonly system: number; readonly peakKb: number }>('usage');
        child.send({ usage: true });
        const { user, system, peakKb } = await usage;
        return { cpuSeconds: (user + system) / 1e6, peakMb: peakKb / 1_024 };
      },
    };
  }

  end(): void {
    // One of them takes a plain end as leave to drain for minutes.
    for (const child of this.#children) child.kill('SIGKILL');
  }
}

function answerOf<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`a process ended before it told its ${key}`));
    const onMessage = (message: Record<string, T>) => {
      if (!(key in message) && !('failed' in message)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      if (key in message) resolve(message[key] as T);
      else reject(new Error(String(message.failed)));
    };
    child.once('exit', onExit);
    child.on('message', onMessage);
  });
}
