import { Pool } from 'undici';

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** The body of the next request. */
  readonly next: () => string;
  /** Says what is wrong with an answer, or null. */
  readonly wrong: (answer: string) => string | null;
}

export interface Loaded {
  readonly requests: number;
  /** Milliseconds of each request. */
  readonly took: readonly number[];
}

/** Sends requests over so many connections for so long, one after the other on each. Throws at the first wrong answer. */
export async function load({ url, connections, seconds, next, wrong }: Load): Promise<Loaded> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections });
  const took: number[] = [];
  const end = performance.now() + seconds * 1_000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < end) {
      const started = performance.now();
      const { body } = await pool.request({ method: 'POST', path: pathname, headers: { 'content-type': 'application/json', accept: 'application/json' }, body: next() });
      const problem = wrong(await body.text());
      if (problem !== null) throw new Error(problem);
      took.push(performance.now() - started);
    }
  }));
  await pool.close();
  return { requests: took.length, took };
}
