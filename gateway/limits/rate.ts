import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { ANONYMOUS } from '../../schema/contracts/identity.ts';
import type { Principal } from '../../schema/contracts/identity.ts';
import type { LimitsOf } from './limits.ts';

/** A caller's count in the running minute. */
export interface Rate {
  readonly measured: number;
  readonly allowed: number;
  /** Seconds until the next minute begins. */
  readonly seconds: number;
}

/** Counts one operation of a caller. Answers its rate when that is over the limit, and null when it may go on. */
export type CountOperation = (principal: Principal, address: string) => Promise<Rate | null>;

const MINUTE = 60;

/**
 * Counts operations by identity; who has none is counted by address. With `redis`, all replicas count together, and
 * while it cannot be reached each counts for itself: a limit that is down must not take the graph down.
 */
export function createRate(limitsOf: LimitsOf, redis: Redis | null = null): CountOperation {
  // The library compares with `points`; who may do how much is ours to say, so it only counts here.
  const memory = new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: MINUTE, keyPrefix: 'wasq-rate' });
  const counter = redis === null ? memory : new RateLimiterRedis({
    storeClient: redis, points: Number.MAX_SAFE_INTEGER, duration: MINUTE, keyPrefix: 'wasq-rate',
    insuranceLimiter: memory, rejectIfRedisNotReady: true,
  });

  return async (principal, address) => {
    const { rate: allowed } = limitsOf(principal);
    const identity = principal.subject === ANONYMOUS.subject ? `address ${address}` : `subject ${principal.subject}`;
    const { consumedPoints: measured, msBeforeNext } = await counter.consume(identity);
    return measured <= allowed ? null : { measured, allowed, seconds: Math.max(1, Math.ceil(msBeforeNext / 1_000)) };
  };
}
