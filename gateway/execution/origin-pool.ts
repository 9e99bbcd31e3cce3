import { Pool } from 'undici';
import { OriginTurns } from './origin-turns.ts';
import type { Turns } from './origin-turns.ts';

/** Kept-alive connections to one origin, and the turns of one who holds it. */
export interface OriginPool {
  readonly pool: Pool;
  readonly turns: Turns;
  /** Gives them up; they are closed when nobody else holds them, after what runs on them. */
  close(): Promise<void>;
}

interface Held {
  readonly pool: Pool;
  readonly turns: OriginTurns;
}

const held = new Map<string, Held>();

/**
 * The connections of all who hold the same origin: subgraphs behind one address share them, since each more that is
 * open and idle makes every call a little dearer. @param most as many calls at a time.
 */
export function holdOrigin(origin: string, most: number): OriginPool {
  const key = `${origin} ${most}`;
  const holding = held.get(key) ?? { pool: new Pool(origin, { connections: most }), turns: new OriginTurns(most) };
  held.set(key, holding);
  const turns = holding.turns.join();
  let isHeld = true;
  return {
    pool: holding.pool,
    turns,
    async close() {
      if (!isHeld) return;
      isHeld = false;
      turns.close();
      if (holding.turns.isInUse) return;
      held.delete(key);
      await holding.pool.close();
    },
  };
}
