import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { DEFAULT_LIMITS, HOUSE_LIMITS, limitsFor } from '../../../gateway/limits/limits.ts';
import { createRate } from '../../../gateway/limits/rate.ts';
import type { CountOperation } from '../../../gateway/limits/rate.ts';
import { openRedis } from '../../../gateway/limits/redis.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { HAS_REDIS, startRedis } from '../../kit/real-redis.ts';
import { fakeRedis } from './fake-redis.ts';

const limitsOf = limitsFor({ ...DEFAULT_LIMITS, rate: 2 }, { ...HOUSE_LIMITS, rate: 4 });
const person = (subject: string): Principal => ({ ...ANONYMOUS, subject, roles: ['member'] });
const HOUSE: Principal = { ...ANONYMOUS, subject: 'house:insurers', roles: ['service'] };
const repeat = async <Result>(count: number, work: () => Promise<Result>) => {
  const results: Result[] = [];
  for (let n = 0; n < count; n += 1) results.push(await work());
  return results;
};

describe('the rate', () => {
  it('is counted for each identity, wherever it comes from', async () => {
    const count = createRate(limitsOf);
    expect(await repeat(2, () => count(person('a'), '10.0.0.1'))).toEqual([null, null]);
    expect(await count(person('a'), '10.0.0.2')).toEqual({ measured: 3, allowed: 2, seconds: expect.any(Number) });
    expect(await count(person('b'), '10.0.0.1')).toBeNull();
  });

  it('is counted by address for who has no identity', async () => {
    const count = createRate(limitsOf);
    await repeat(2, () => count(ANONYMOUS, '10.0.0.1'));
    expect(await count(ANONYMOUS, '10.0.0.1')).toMatchObject({ measured: 3 });
    expect(await count(ANONYMOUS, '10.0.0.2')).toBeNull();
  });

  it('lets nobody use up another one\'s by taking an address for a name', async () => {
    const count = createRate(limitsOf);
    await repeat(3, () => count(person('address 10.0.0.1'), '10.0.0.9'));
    expect(await count(ANONYMOUS, '10.0.0.1')).toBeNull();
  });

  it('allows a house more', async () => {
    const count = createRate(limitsOf);
    expect(await repeat(5, () => count(HOUSE, 'x'))).toEqual([null, null, null, null, { measured: 5, allowed: 4, seconds: expect.any(Number) }]);
  });

  it('is one rate for all replicas over Redis, and each its own while Redis is gone', async () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => { lines.push(line); } });
    const server = await fakeRedis();
    const clients = [1, 2].map(() => openRedis(`redis://127.0.0.1:${server.port}`, log));
    try {
      await Promise.all(clients.map(async (client) => { if (client.status !== 'ready') await once(client, 'ready'); }));
      const [one, other] = clients.map((client) => createRate(limitsOf, client));
      expect(await one?.(person('a'), 'x')).toBeNull();
      expect(await other?.(person('a'), 'x')).toBeNull();
      expect(await one?.(person('a'), 'x')).toEqual({ measured: 3, allowed: 2, seconds: 42 });
      expect([...server.counts]).toEqual([['wasq-rate:subject a', 3]]);

      const gone = Promise.all(clients.map((client) => once(client, 'close')));
      await server.close();
      await gone;
      expect(await one?.(person('a'), 'x')).toBeNull();
      expect(await repeat(3, async () => other?.(person('a'), 'x'))).toEqual([null, null, expect.objectContaining({ measured: 3 })]);
      while (!lines.some((line) => line.includes('not reached'))) await new Promise((resolve) => { setTimeout(resolve, 10); });
      expect(lines.join('')).toContain('each replica counts operations for itself');
    } finally {
      clients.forEach((client) => client.disconnect());
    }
  });

  const onRedis = HAS_REDIS ? it : it.skip;
  onRedis(`is one rate for all replicas over a real Redis${HAS_REDIS ? '' : ' (skipped: this machine has no redis-server)'}`, async () => {
    const server = await startRedis();
    const log = createLog('silent');
    const clients = [1, 2].map(() => openRedis(server.url, log));
    try {
      await Promise.all(clients.map(async (client) => { if (client.status !== 'ready') await once(client, 'ready'); }));
      const [one, other] = clients.map((client) => createRate(limitsOf, client)) as [CountOperation, CountOperation];
      expect(await Promise.all([one(person('a'), 'x'), other(person('a'), 'y')])).toEqual([null, null]);
      const third = await one(person('a'), 'x');
      expect(third).toMatchObject({ measured: 3, allowed: 2 });
      expect(third?.seconds).toBeLessThanOrEqual(60);
      // Nobody is lost when many ask at once.
      const counts = await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? one : other)(person('b'), 'x')));
      expect(counts.filter((rate) => rate === null)).toHaveLength(2);
      expect(Math.max(...counts.map((rate) => rate?.measured ?? 0))).toBe(50);
      expect(await other(HOUSE, 'x')).toBeNull();
      expect(await other(person('c'), 'x')).toBeNull();
    } finally {
      clients.forEach((client) => client.disconnect());
      await server.close();
    }
  }, 60_000);
});
