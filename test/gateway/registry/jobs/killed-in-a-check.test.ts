import { describe, expect, it } from '@jest/globals';
import { startProcess } from '../../../kit/process.ts';
import { CONFORMS, officer, openDesk, proved, until } from '../registry-house.ts';

/* The process that checks a version is killed in the middle; whoever is left checks it again, and it ends once. */

const desk = await openDesk();
const registry = await desk.open({ runJobs: false });

const STATE = 'query ($id: ID!) { subgraphVersion(id: $id) { state checks { name } history { action to } } }';
interface Shown { subgraphVersion: { state: string; checks: { name: string }[]; history: { action: string; to: string }[] } }

describe('a check whose process was killed', () => {
  it('is made again by another, and moves the version once', async () => {
    const { id: registrationId } = await proved(desk, registry, officer, 'killed');
    const { version } = await desk.tell<{ version: { id: string } }>(registry, officer, 'submitSubgraphVersion', { registrationId }, 'version { id }');

    const checking = startProcess(['test/gateway/registry/jobs/check-for-ever.ts'], { DATABASE_URL: desk.url });
    await checking.says(new RegExp(`checking ${version.id}`));
    expect(await checking.end('SIGKILL')).toBeNull();
    expect((await desk.ask<Shown>(registry, officer, STATE, { id: version.id })).data.subgraphVersion.state).toBe('SUBMITTED');

    let checks = 0;
    desk.check = () => {
      checks += 1;
      return Promise.resolve([]);
    };
    let conforms = 0;
    desk.conform = () => {
      conforms += 1;
      return Promise.resolve(CONFORMS);
    };
    await desk.open();
    await until(async () => (await desk.ask<Shown>(registry, officer, STATE, { id: version.id })).data.subgraphVersion.state === 'CONFORMING', 'the checks to be made again');
    expect([checks, conforms]).toEqual([1, 1]);
    const { data } = await desk.ask<Shown>(registry, officer, STATE, { id: version.id });
    expect(data.subgraphVersion).toEqual({
      state: 'CONFORMING', checks: [{ name: 'entities-in-order' }],
      history: [{ action: 'SUBMIT', to: 'SUBMITTED' }, { action: 'PASS_CHECKS', to: 'CHECKED' }, { action: 'PASS_CONFORMANCE', to: 'CONFORMING' }],
    });
  }, 90_000);

  it('that throws is tried again, and one that ends after its version was discarded changes nothing', async () => {
    const { data } = await desk.ask<{ ownSubgraphRegistration: { id: string } }>(registry, officer, '{ ownSubgraphRegistration { id } }');
    const registrationId = data.ownSubgraphRegistration.id;
    let tries = 0;
    desk.check = () => {
      tries += 1;
      return tries === 1 ? Promise.reject(new Error('the composer is gone')) : Promise.resolve([]);
    };
    const submit = async () => (await desk.tell<{ version: { id: string } }>(registry, officer, 'submitSubgraphVersion', { registrationId }, 'version { id }')).version.id;
    const state = async (id: string) => (await desk.ask<Shown>(registry, officer, STATE, { id })).data.subgraphVersion;
    const again = await submit();
    await until(async () => (await state(again)).state === 'CONFORMING', 'the second try');
    expect(tries).toBe(2);

    let finish: (results: []) => void = () => undefined;
    let begun = false;
    desk.check = () => new Promise((resolve) => {
      begun = true;
      finish = resolve;
    });
    const slow = await submit();
    await until(() => begun, 'the slow check to begin');
    // It conforms, and what is being checked may not.
    expect((await state(again)).state).toBe('CONFORMING');
    desk.check = () => Promise.resolve([]);
    const newer = await submit();
    expect((await state(slow)).state).toBe('DISCARDED');
    finish([]);
    await until(async () => (await state(newer)).state === 'CONFORMING', 'the newer version');
    expect((await state(again)).state).toBe('DISCARDED');
    await until(() => desk.log.some((line) => line.includes(slow) && line.includes('decided on meanwhile')), 'the slow check to find out');
    expect(await state(slow)).toMatchObject({ state: 'DISCARDED', checks: [] });
  }, 90_000);
});
