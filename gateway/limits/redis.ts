import { Redis } from 'ioredis';
import { withoutIdentifiers } from '../telemetry/log.ts';
import type { Log } from '../telemetry/log.ts';

/** A connection for counting: it comes back by itself, and a command that is not answered at once fails at once. */
export function openRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 250, connectTimeout: 2_000, disconnectTimeout: 200 });
  let wasReady = true;
  redis.on('ready', () => {
    wasReady = true;
    log.info('redis is reached: replicas count operations together');
  });
  // Every failed try to connect tells an error; the first says all there is to say.
  redis.on('error', (error: Error) => {
    if (wasReady) log.warn({ reason: withoutIdentifiers(error.message) }, 'redis is not reached: each replica counts operations for itself');
    wasReady = false;
  });
  return redis;
}
