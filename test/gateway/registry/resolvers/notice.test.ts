import { expect, it } from '@jest/globals';
import { EXTENSION_CHECK } from '../../../../gateway/registry/domain/check-result.ts';
import type { FieldNotice } from '../../../../gateway/registry/domain/field-notice.ts';
import { active, CONFORMS, officer, openDesk, regulator, submitted } from '../registry-house.ts';

/* What of the version that serves a submission is told it may leave out, by what is on record. */

const DAY_MS = 86_400_000;
const desk = await openDesk();
const registry = await desk.open({ noticeDays: 30 });
const sdl = (points: string): string => `type Coverage @key(fields: "insurerId id") { id: ID! insurerId: ID! tawun_points: Int${points} }`;
const answers = (passed: boolean) => () => Promise.resolve({ ...CONFORMS, checks: [{ ...CONFORMS.checks[0]!, name: EXTENSION_CHECK, passed }] });

let told: FieldNotice | null = null;
desk.check = ({ notice }) => {
  told = notice;
  return Promise.resolve([]);
};
let registrationId = '';

async function toldOn(day: number): Promise<FieldNotice | null> {
  desk.clock = new Date(Date.UTC(2026, 5, 1) + day * DAY_MS);
  await submitted(desk, registry, officer, { registrationId });
  return told;
}

async function serve(day: number, extension: string): Promise<void> {
  desk.clock = new Date(Date.UTC(2026, 5, 1) + day * DAY_MS);
  const { id: versionId } = await submitted(desk, registry, officer, { registrationId, sdl: extension });
  await desk.tell(registry, regulator, 'decideSubgraphVersion', { versionId, decision: 'APPROVE', reason: 'Fine.' }, 'version { id }');
  const { problems } = await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { id }');
  expect(problems).toEqual([]);
}

it('a field that was never seen to answer may go at once, and any other when its notice is over', async () => {
  desk.clock = new Date(Date.UTC(2026, 5, 1));
  // Let in when nobody asked for it yet.
  ({ registrationId } = await active(desk, registry, officer, 'tawun', { sdl: sdl('') }));
  expect(await toldOn(1)).toEqual({ days: 30, mayGo: ['Coverage.tawun_points'] });

  desk.conform = answers(true);
  await serve(2, sdl(''));
  expect(await toldOn(90)).toEqual({ days: 30, mayGo: [] });
  await serve(91, sdl(' @deprecated'));
  expect(await toldOn(120)).toEqual({ days: 30, mayGo: [] });
  expect(await toldOn(121)).toEqual({ days: 30, mayGo: ['Coverage.tawun_points'] });
}, 120_000);
