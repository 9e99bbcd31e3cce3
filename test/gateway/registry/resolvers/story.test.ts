import { describe, expect, it } from '@jest/globals';
import { TAWUN, active, codesOf, officer, openDesk, otherOfficer, proved, regulationHouse, regulator, submitted } from '../registry-house.ts';
import { ANONYMOUS } from '../../../../schema/contracts/identity.ts';

const desk = await openDesk();
const registry = await desk.open();

interface Shown { registration: { state: string; reason: string | null; availableActions: string[]; challenge: unknown } | null }
const SHOWN = 'registration { state reason availableActions challenge { url } }';

const act = (who: Parameters<typeof desk.tell>[1], registrationId: string, action: string, reason?: string) =>
  desk.tell<Shown>(registry, who, 'actOnSubgraphRegistration', { registrationId, action, ...(reason === undefined ? {} : { reason }) }, SHOWN);

let registrationId = '';
let versionId = '';

describe('from nothing to active', () => {
  it('registers, and shows the challenge to the officer alone', async () => {
    const origin = await desk.origin();
    const { registration } = await desk.tell<{ registration: { id: string; state: string; challenge: { url: string; token: string }; availableActions: string[] } }>(
      registry, officer, 'registerSubgraph', { namespace: 'tawun', url: `${origin.url}/graphql` }, 'registration { id state challenge { url token } availableActions }',
    );
    registrationId = registration.id;
    expect(registration).toMatchObject({ state: 'REGISTERED', challenge: { url: `${origin.url}/.well-known/wasq-challenge` }, availableActions: ['PROVE', 'WITHDRAW'] });
    expect(registration.challenge.token).toMatch(/^[\w-]{43}$/);

    const seen = await desk.ask(registry, regulator, 'query ($id: ID!) { subgraphRegistration(id: $id) { state challenge { token } availableActions } }', { id: registrationId });
    expect(seen).toEqual({ data: { subgraphRegistration: { state: 'REGISTERED', challenge: null, availableActions: ['WITHDRAW'] } }, codes: [] });

    // A version cannot come before the proof, and the proof not from another origin's answer.
    expect(codesOf(await desk.tell(registry, officer, 'submitSubgraphVersion', { registrationId }, 'version { id }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    origin.answer = { status: 200, body: 'something else' };
    const wrong = await desk.tell<Shown>(registry, officer, 'proveSubgraphAddress', { registrationId }, SHOWN);
    expect(wrong).toMatchObject({ registration: null, problems: [{ code: 'CHALLENGE_FAILED' }] });
    origin.answer = { status: 302, body: registration.challenge.token, headers: { location: 'http://127.0.0.1:1/' } };
    expect(codesOf(await desk.tell(registry, officer, 'proveSubgraphAddress', { registrationId }, SHOWN))).toEqual(['CHALLENGE_FAILED']);
    origin.answer = { status: 200, body: `${registration.challenge.token}\n` };
    const right = await desk.tell<Shown>(registry, officer, 'proveSubgraphAddress', { registrationId }, SHOWN);
    expect(right).toEqual({ registration: { state: 'PROVED', reason: null, challenge: null, availableActions: ['MOVE', 'SUBMIT', 'WITHDRAW'] }, problems: [] });
    expect(origin.asked).toEqual(Array(3).fill('GET /.well-known/wasq-challenge'));
    expect(codesOf(await desk.tell(registry, officer, 'proveSubgraphAddress', { registrationId }, SHOWN))).toEqual(['ADDRESS_PROVED_ALREADY']);
    expect(origin.asked).toHaveLength(3);
  });

  it('puts each check on record, and waits for the regulator', async () => {
    const version = await submitted(desk, registry, officer, { registrationId });
    versionId = version.id;
    expect(version.state).toBe('CONFORMING');
    const { data } = await desk.ask(registry, regulator, `query ($id: ID!) { subgraphVersion(id: $id) {
      number grade deadlineMs sdl registration { id namespace } availableActions checks { stage name passed code reason } history { action from to by } } }`, { id: versionId });
    expect(data).toEqual({
      subgraphVersion: {
        number: 1, grade: 'A', deadlineMs: 2_000, sdl: null, registration: { id: registrationId, namespace: 'tawun' }, availableActions: ['APPROVE', 'REFUSE'],
        checks: [
          { stage: 'SUBMISSION', name: 'composition', passed: true, code: null, reason: null },
          { stage: 'CONFORMANCE', name: 'entities-in-order', passed: true, code: null, reason: null },
        ],
        history: [
          { action: 'SUBMIT', from: null, to: 'SUBMITTED', by: 'officer-1' },
          { action: 'PASS_CHECKS', from: 'SUBMITTED', to: 'CHECKED', by: 'timer' },
          { action: 'PASS_CONFORMANCE', from: 'CHECKED', to: 'CONFORMING', by: 'timer' },
        ],
      },
    });
  });

  it('is approved by the regulator alone, with a reason, for an insurer that is accredited', async () => {
    const decide = (who: typeof officer, input: object) => desk.tell<{ version: { state: string; decisionReason: string } | null }>(
      registry, who, 'decideSubgraphVersion', { versionId, decision: 'APPROVE', reason: 'It conforms.', ...input }, 'version { state decisionReason }',
    );
    expect(codesOf(await decide(officer, {}))).toEqual(['NOT_YOURS']);
    expect(codesOf(await decide(regulator, { reason: ' ' }))).toEqual(['INVALID_INPUT']);
    desk.accredited.delete(TAWUN);
    expect(codesOf(await decide(regulator, {}))).toEqual(['NOT_ACCREDITED']);
    desk.accredited.add(TAWUN);
    desk.down = true;
    expect(codesOf(await decide(regulator, {}))).toEqual(['SOURCE_UNAVAILABLE']);
    desk.down = false;
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { state }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect(await decide(regulator, {})).toEqual({ version: { state: 'APPROVED', decisionReason: 'It conforms.' }, problems: [] });
  });

  it('serves from the moment its officer chooses, and everybody may know', async () => {
    expect(registry.providers.of(TAWUN)).toBeUndefined();
    const PUBLIC = '{ providers { edges { node { insurer { id provider { state } } namespace state grade } } } }';
    expect(await desk.ask(registry, ANONYMOUS, PUBLIC)).toEqual({ data: { providers: { edges: [] } }, codes: [] });

    const { version, problems } = await desk.tell<{ version: object }>(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { state availableActions registration { state activeVersion { id } availableActions } }');
    expect(problems).toEqual([]);
    expect(version).toEqual({ state: 'ACTIVE', availableActions: [], registration: { state: 'ACTIVE', activeVersion: { id: versionId }, availableActions: ['MOVE', 'SUBMIT', 'PAUSE', 'WITHDRAW'] } });
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toEqual({ kind: 'active', provider: { insurerId: TAWUN, url: expect.stringMatching(/\/graphql$/), deadlineMs: 2_000, version: versionId } });
    expect(await desk.ask(registry, ANONYMOUS, PUBLIC)).toEqual({
      data: { providers: { edges: [{ node: { insurer: { id: TAWUN, provider: { state: 'ACTIVE' } }, namespace: 'tawun', state: 'ACTIVE', grade: 'A' } }] } }, codes: [],
    });
  });

  it('is paused and resumed by whoever paused it', async () => {
    expect(codesOf(await act(officer, registrationId, 'PAUSE'))).toEqual(['INVALID_INPUT']);
    expect((await act(officer, registrationId, 'PAUSE', 'Maintenance.')).registration).toMatchObject({ state: 'PAUSED', reason: 'Maintenance.', availableActions: ['MOVE', 'SUBMIT', 'RESUME', 'WITHDRAW'] });
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'paused', reason: 'Maintenance.' });
    expect(codesOf(await act(regulator, registrationId, 'RESUME'))).toEqual(['NOT_YOURS']);
    expect((await act(officer, registrationId, 'RESUME')).registration).toMatchObject({ state: 'ACTIVE', reason: null });

    await act(regulator, registrationId, 'PAUSE', 'An inquiry.');
    expect(await act(officer, registrationId, 'RESUME')).toMatchObject({ problems: [{ code: 'PAUSED_BY_REGULATOR' }] });
    desk.accredited.delete(TAWUN);
    expect(codesOf(await act(regulator, registrationId, 'RESUME'))).toEqual(['NOT_ACCREDITED']);
    desk.accredited.add(TAWUN);
    expect((await act(regulator, registrationId, 'RESUME')).registration).toMatchObject({ state: 'ACTIVE' });
    expect(codesOf(await act(officer, registrationId, 'PROVE'))).toEqual(['INVALID_INPUT']);
  });

  it('keeps the old version serving while a new one is tried, and goes back to it at once', async () => {
    desk.check = () => Promise.resolve([{ name: 'governance', passed: false, code: 'NAMESPACE_TAKEN', reason: { en: 'Not your type.', ar: 'ليس نوعك.' }, coordinate: 'Coverage.card', rule: 'G1', owner: 'insurer-network' }]);
    const bad = await submitted(desk, registry, officer, { registrationId, sdl: 'type Coverage { card: Int }' });
    expect(bad.state).toBe('REJECTED');
    const CHECKS = 'query ($id: ID!) { subgraphVersion(id: $id) { checks { passed code reason coordinate rule owner } } }';
    const check = { passed: false, code: 'NAMESPACE_TAKEN', coordinate: 'Coverage.card', rule: 'G1', owner: 'insurer-network' };
    expect((await desk.ask(registry, officer, CHECKS, { id: bad.id })).data).toEqual({ subgraphVersion: { checks: [{ ...check, reason: 'Not your type.' }] } });
    expect((await desk.ask(registry, officer, CHECKS, { id: bad.id }, 'ar')).data).toEqual({ subgraphVersion: { checks: [{ ...check, reason: 'ليس نوعك.' }] } });
    desk.check = () => Promise.resolve([]);
    desk.conform = () => Promise.resolve({ admissible: false, grade: 'F', checks: [{ name: 'order', passed: false, code: null, reason: null, coordinate: null, rule: null, owner: null }] });
    expect((await submitted(desk, registry, officer, { registrationId })).state).toBe('NONCONFORMING');
    const deadlines: number[] = [];
    desk.conform = ({ deadlineMs }) => {
      deadlines.push(deadlineMs);
      return Promise.resolve({ admissible: true, grade: 'B', checks: [] });
    };
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'active', provider: { version: versionId } });

    const stale = await submitted(desk, registry, officer, { registrationId });
    const next = await submitted(desk, registry, officer, { registrationId, deadlineMs: 500 });
    const { data } = await desk.ask<{ subgraphVersion: { state: string; number: number } }>(registry, officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state number } }', { id: stale.id });
    expect(data.subgraphVersion).toEqual({ state: 'DISCARDED', number: 4 });
    expect(deadlines.at(-1)).toBe(500);
    await desk.tell(registry, regulator, 'decideSubgraphVersion', { versionId: next.id, decision: 'APPROVE', reason: 'Fine.' }, 'version { id }');
    await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId: next.id }, 'version { id }');
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'active', provider: { version: next.id, deadlineMs: 500 } });

    const back = await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { state registration { versions { number state } } }');
    expect(back).toMatchObject({ version: { state: 'ACTIVE', registration: { versions: [
      { number: 5, state: 'ENDED' }, { number: 4, state: 'DISCARDED' }, { number: 3, state: 'NONCONFORMING' }, { number: 2, state: 'REJECTED' }, { number: 1, state: 'ACTIVE' },
    ] } }, problems: [] });
    desk.conform = () => Promise.resolve({ admissible: true, grade: 'A', checks: [] });
  });

  it('keeps an approved version until a newer one conforms, and throws none away for one that is refused', async () => {
    const state = async (id: string) => (await desk.ask<{ subgraphVersion: { state: string; history: { action: string; reason: string | null }[] } }>(
      registry, officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state history { action reason } } }', { id })).data.subgraphVersion;
    const approved = await submitted(desk, registry, officer, { registrationId });
    await desk.tell(registry, regulator, 'decideSubgraphVersion', { versionId: approved.id, decision: 'APPROVE', reason: 'Fine.' }, 'version { id }');
    desk.check = () => Promise.resolve([{ name: 'governance', passed: false, code: 'EXTENSION_NOT_GRAPHQL', reason: null, coordinate: null, rule: 'parse', owner: null }]);
    expect((await submitted(desk, registry, officer, { registrationId, sdl: 'type {' })).state).toBe('REJECTED');
    desk.check = () => Promise.resolve([]);
    const conform = desk.conform;
    desk.conform = () => Promise.resolve({ admissible: false, grade: 'F', checks: [] });
    expect((await submitted(desk, registry, officer, { registrationId })).state).toBe('NONCONFORMING');
    desk.conform = conform;
    expect((await state(approved.id)).state).toBe('APPROVED');
    const { number } = (await desk.ask<{ subgraphVersion: { number: number } }>(registry, officer, 'query ($id: ID!) { subgraphVersion(id: $id) { number } }', { id: (await submitted(desk, registry, officer, { registrationId })).id })).data.subgraphVersion;
    expect(await state(approved.id)).toMatchObject({ state: 'DISCARDED', history: expect.arrayContaining([{ action: 'DISCARD', reason: `Version ${number} conforms.` }]) });
  });

  it('is refused by the regulator with a reason', async () => {
    const { id } = await submitted(desk, registry, officer, { registrationId });
    const refused = await desk.tell(registry, regulator, 'decideSubgraphVersion', { versionId: id, decision: 'REFUSE', reason: 'Not yet.' }, 'version { state decisionReason availableActions }');
    expect(refused).toMatchObject({ version: { state: 'REFUSED', decisionReason: 'Not yet.', availableActions: [] }, problems: [] });
  });

  it('is suspended when the accreditation lapses, and paused when it is back; what is told late changes nothing', async () => {
    const record = (version: number, standing: string, accreditationId = '0190-a') =>
      desk.tell<Shown>(registry, regulationHouse, 'recordAccreditation', { insurerId: TAWUN, accreditationId, version, standing, reason: `change ${version}` }, SHOWN);
    for (const who of [officer, regulator, { ...regulationHouse, organisation: 'insurers' }]) {
      expect(codesOf(await desk.tell(registry, who, 'recordAccreditation', { insurerId: TAWUN, accreditationId: '0190-a', version: 9, standing: 'REVOKED', reason: 'x' }, SHOWN))).toEqual(['NOT_YOURS']);
    }
    expect((await record(2, 'LAPSED')).registration).toMatchObject({ state: 'SUSPENDED', reason: 'change 2' });
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'withdrawn', reason: 'change 2' });
    expect(await desk.ask(registry, ANONYMOUS, '{ providers { edges { node { state } } } }')).toMatchObject({ data: { providers: { edges: [{ node: { state: 'WITHDRAWN' } }] } } });

    // The graph still says yes, as it may for a moment; what was told counts.
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { id }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect((await record(1, 'IN_FORCE')).registration).toMatchObject({ state: 'SUSPENDED' });
    expect((await record(3, 'IN_FORCE')).registration).toMatchObject({ state: 'PAUSED', reason: 'change 3' });
    expect((await record(2, 'LAPSED')).registration).toMatchObject({ state: 'PAUSED' });
    expect((await act(officer, registrationId, 'RESUME')).registration).toMatchObject({ state: 'ACTIVE' });
  });

  it('is withdrawn for good, keeps its namespace, and may register anew', async () => {
    expect((await act(officer, registrationId, 'WITHDRAW', 'We leave.')).registration).toMatchObject({ state: 'WITHDRAWN', reason: 'We leave.', availableActions: [] });
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'withdrawn', reason: 'We leave.' });
    expect(codesOf(await desk.tell(registry, officer, 'submitSubgraphVersion', { registrationId }, 'version { id }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { id }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect(codesOf(await desk.tell(registry, otherOfficer, 'registerSubgraph', { namespace: 'tawun', url: 'http://127.0.0.1:4999/' }, SHOWN))).toEqual(['NAMESPACE_TAKEN']);

    const own = await desk.ask(registry, officer, '{ ownSubgraphRegistration { id } }');
    expect(own).toEqual({ data: { ownSubgraphRegistration: null }, codes: [] });
    await proved(desk, registry, officer, 'tawun');
    await registry.providers.refresh();
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'withdrawn', reason: 'We leave.' });
    const { data } = await desk.ask<{ ownSubgraphRegistration: { id: string; history: { action: string }[] } }>(registry, officer, '{ ownSubgraphRegistration { id history { action } } }');
    expect(data.ownSubgraphRegistration.history.map(({ action }) => action)).toEqual(['REGISTER', 'PROVE']);
    await act(officer, data.ownSubgraphRegistration.id, 'WITHDRAW', 'To try once more.');
    const again = await active(desk, registry, officer, 'tawun');
    expect(registry.providers.of(TAWUN)).toMatchObject({ kind: 'active', provider: { version: again.versionId } });
  });
});
