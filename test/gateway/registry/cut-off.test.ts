import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import type { EntityManager } from 'typeorm';
import { followProviders } from '../../../gateway/registry/providers.ts';
import { until } from './registry-house.ts';

/* A replica that is cut off from the registry's database. */

const ROW = {
  insurerId: 'tawun', registrationId: 'r', namespace: 'tawun', state: 'ACTIVE', reason: null, since: new Date(0), versionId: 'v', url: 'http://tawun.test/graphql', deadlineMs: 2_000, sdl: null, grade: 'A',
};

async function follow(query: () => Promise<unknown>, believedMs: number) {
  return followProviders({
    // Nobody listens there, so it only looks.
    manager: { query } as unknown as EntityManager, url: 'postgres://127.0.0.1:1/nothing', log: pino({ level: 'silent' }), deafPollMs: 10, believedMs,
  });
}

describe('a replica that cannot read the registry', () => {
  it('asks nobody after a while, and everybody again when it can read', async () => {
    let isDown = false;
    const providers = await follow(() => (isDown ? Promise.reject(new Error('down')) : Promise.resolve([ROW])), 0);
    await until(() => providers.of('tawun')?.kind === 'active', 'the first look');
    isDown = true;
    await until(() => providers.of('tawun')?.kind === 'paused', 'the pause');
    expect(providers.of('nobody')).toBeUndefined();
    isDown = false;
    await until(() => providers.of('tawun')?.kind === 'active', 'the return');
    await providers.close();
  });

  it('goes on with what it knew until then', async () => {
    let looks = 0;
    const providers = await follow(() => ((looks += 1) === 1 ? Promise.resolve([ROW]) : Promise.reject(new Error('down'))), 3_600_000);
    await until(() => looks > 3, 'a few looks in vain');
    expect(providers.of('tawun')).toMatchObject({ kind: 'active' });
    await providers.close();
  });

  it('does not believe a look that never ends', async () => {
    let hangs = false;
    let release: (rows: unknown) => void = () => undefined;
    const providers = await follow(() => (hangs ? new Promise((resolve) => (release = resolve)) : Promise.resolve([ROW])), 0);
    hangs = true;
    await until(() => providers.of('tawun')?.kind === 'paused', 'the pause');
    hangs = false;
    release([ROW]);
    await until(() => providers.of('tawun')?.kind === 'active', 'the return');
    await providers.close();
  });
});
