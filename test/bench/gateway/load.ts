import { Pool } from 'undici';

/** One request and what is wrong with an answer to it, or null. */
export interface LoadRequest {
  readonly body: string;
  readonly wrong: (answer: string) => string | null;
}

export interface Load {
  readonly url: string;
  readonly connections: number;
  /** Asked before each request; the load ends when it answers true. */
  readonly isEnough: () => boolean;
  readonly next: () => LoadRequest;
}

/** Sends requests over so many connections, one after the other on each, until it is enough; answers the milliseconds of each. Throws at the first wrong answer. */
export async function load({ url, connections, isEnough, next }: Load): Promise<{ readonly took: readonly number[] }> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  const took: number[] = [];
  await Promise.all(Array.from({ length: connections }, async () => {
    while (!isEnough()) {
      const { body, wrong } = next();
      const started = performance.now();
      const answer = await pool.request({ method: 'POST', path: pathname, headers: { 'content-type': 'application/json', accept: 'application/json' }, body });
      const problem = wrong(await answer.body.text());
      if (problem !== null) throw new Error(problem);
      took.push(performance.now() - started);
    }
  }));
  await pool.close();
  return { took };
}
