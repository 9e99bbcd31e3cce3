import { describe, expect, it } from '@jest/globals';
import type { Registry } from '../../../gateway/registry/house.ts';
import { SANAD, TAWUN, active, officer, openDesk, otherOfficer, regulationHouse, until } from './registry-house.ts';

/* Two gateways over one registry. Nothing here is timed: what must come is waited for. */

const desk = await openDesk();
// The poll comes so seldom that what is heard within a test is heard by notification.
const SELDOM = { pollMs: 3_600_000 };
const one = await desk.open({ follow: SELDOM });
const two = await desk.open({ follow: SELDOM, runJobs: false });

const next = (registry: Registry, insurerId: string): Promise<void> => new Promise((resolve) => {
  const stop = registry.providers.onChange((changed) => {
    if (changed !== insurerId) return;
    stop();
    resolve();
  });
});

const act = (registry: Registry, who: typeof officer, registrationId: string, action: string) =>
  desk.tell(registry, who, 'actOnSubgraphRegistration', { registrationId, action, reason: 'A test.' }, 'registration { state }');

const LISTENS = `datname = current_database() AND query LIKE 'LISTEN subgraph%'`;

/** Takes the ears of the registries away: the connections that listen are killed, and no other. */
async function deafen(): Promise<number> {
  const rows = await desk.database.query<unknown[]>(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${LISTENS}`);
  return rows.length;
}

describe('replicas of the registry', () => {
  it('all follow an activation, a withdrawal and what else happens, whichever of them was told', async () => {
    const told = next(two, TAWUN);
    const { registrationId, versionId } = await active(desk, one, officer, 'tawun', { sdl: 'type tawun_Extra { a: Int }' });
    await told;
    expect(two.providers.of(TAWUN)).toEqual(one.providers.of(TAWUN));
    expect(two.providers.of(TAWUN)).toMatchObject({ kind: 'active', provider: { version: versionId } });
    expect(two.providers.activeExtensions()).toEqual([{ insurerId: TAWUN, namespace: 'tawun', version: versionId, url: expect.any(String), sdl: 'type tawun_Extra { a: Int }' }]);

    const paused = next(one, TAWUN);
    await act(two, officer, registrationId, 'PAUSE');
    await paused;
    expect(one.providers.of(TAWUN)).toMatchObject({ kind: 'paused', reason: 'A test.' });
    expect(one.providers.activeExtensions()).toMatchObject([{ sdl: 'type tawun_Extra { a: Int }' }]);
    const resumed = next(one, TAWUN);
    await act(two, officer, registrationId, 'RESUME');
    await resumed;

    await desk.tell(two, regulationHouse, 'recordAccreditation', { insurerId: TAWUN, accreditationId: 'a', version: 1, standing: 'LAPSED', reason: 'Suspended.' }, 'registration { state }');
    // Each may still hear of the resumption before.
    for (const { providers } of [one, two]) await until(() => Promise.resolve(providers.of(TAWUN)?.kind === 'withdrawn'), 'a withdrawal');
    for (const { providers } of [one, two]) expect(providers.of(TAWUN)).toMatchObject({ kind: 'withdrawn', reason: 'Suspended.' });
    expect(one.providers.activeExtensions()).toMatchObject([{ sdl: 'type tawun_Extra { a: Int }' }]);

    await act(one, officer, registrationId, 'WITHDRAW');
    for (const { providers } of [one, two]) await until(() => Promise.resolve(providers.activeExtensions().length === 0), 'nobody in the graph');
    for (const { providers } of [one, two]) {
      expect(providers.of(TAWUN)).toMatchObject({ kind: 'withdrawn', reason: 'A test.' });
      expect(providers.activeExtensions()).toEqual([]);
    }
  }, 60_000);

  it('hear again after their connection was cut, and know what happened meanwhile', async () => {
    const { registrationId } = await active(desk, one, otherOfficer, 'sanad');
    await two.providers.refresh();
    const changed = next(two, SANAD);
    expect(await deafen()).toBe(2);
    await act(one, otherOfficer, registrationId, 'PAUSE');
    await changed;
    expect(two.providers.of(SANAD)).toMatchObject({ kind: 'paused' });

    // The poll is an hour away: whoever is told now listens again.
    await until(async () => (await desk.database.query<unknown[]>(`SELECT 1 FROM pg_stat_activity WHERE ${LISTENS}`)).length === 2, 'two ears');
    const heard = next(two, SANAD);
    await act(one, otherOfficer, registrationId, 'RESUME');
    await heard;
    expect(two.providers.of(SANAD)).toMatchObject({ kind: 'active' });
  }, 60_000);

  it('follow by looking where no notification comes through', async () => {
    const polling = await desk.open({ runJobs: false, follow: { pollMs: 50 } });
    const changed = next(polling, SANAD);
    // As a pooler between the two would: the change is there and nobody is told.
    await desk.database.query(`UPDATE subgraph_registration SET state = 'PAUSED', reason = 'Unheard.', since = now(), version = version + 1 WHERE insurer_id = $1 AND state = 'ACTIVE'`, [SANAD]);
    await changed;
    expect(polling.providers.of(SANAD)).toMatchObject({ kind: 'paused', reason: 'Unheard.' });
    expect(two.providers.of(SANAD)).toMatchObject({ kind: 'active' });
    await two.providers.refresh();
    expect(two.providers.of(SANAD)).toMatchObject({ kind: 'paused' });
  }, 60_000);

  it('know everything again after a restart', async () => {
    const before = [one.providers.of(TAWUN), one.providers.of(SANAD)];
    const restarted = await desk.open({ runJobs: false });
    await one.providers.refresh();
    expect([restarted.providers.of(TAWUN), restarted.providers.of(SANAD)]).toEqual([one.providers.of(TAWUN), one.providers.of(SANAD)]);
    expect(before).not.toContain(undefined);
    expect(restarted.providers.of('insurer-nobody')).toBeUndefined();
  }, 60_000);

  it('are told only of what changed, and one listener that fails harms no other', async () => {
    const heard: string[] = [];
    const stopBroken = one.providers.onChange(() => {
      throw new Error('broken');
    });
    const stop = one.providers.onChange((insurerId) => void heard.push(insurerId));
    const { data } = await desk.ask<{ ownSubgraphRegistration: { id: string } }>(one, otherOfficer, '{ ownSubgraphRegistration { id } }');
    await act(one, otherOfficer, data.ownSubgraphRegistration.id, 'RESUME');
    await one.providers.refresh();
    expect(heard).toEqual([SANAD]);
    stop();
    stopBroken();
    await act(one, otherOfficer, data.ownSubgraphRegistration.id, 'PAUSE');
    await one.providers.refresh();
    expect(heard).toEqual([SANAD]);
  }, 60_000);
});
