import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { SANAD, TAWUN, active, codesOf, officer, openDesk, otherOfficer, regulator, submitted } from '../registry-house.ts';
import type { Origin } from '../registry-house.ts';

/* An insurer's server moves to another origin, and the insurer keeps its place in the graph. */

const desk = await openDesk();
const registry = await desk.open();

interface Registration {
  id: string; url: string; nextUrl: string | null; namespace: string; state: string; challenge: { url: string; token: string } | null;
  availableActions: string[]; history: { action: string; reason: string | null }[]; versions: { number: number; state: string; availableActions: string[] }[];
}
const FIELDS = 'id url nextUrl namespace state challenge { url token } availableActions history { action reason } versions { number state availableActions }';

const read = async (who: typeof officer, id: string): Promise<Registration> =>
  (await desk.ask<{ subgraphRegistration: Registration }>(registry, who, `query ($id: ID!) { subgraphRegistration(id: $id) { ${FIELDS} } }`, { id })).data.subgraphRegistration;

const move = (who: typeof officer, registrationId: string, url: string) => desk.tell<{ registration: Registration | null }>(registry, who, 'moveSubgraphAddress', { registrationId, url }, `registration { ${FIELDS} }`);
const prove = (registrationId: string) => desk.tell(registry, officer, 'proveSubgraphAddress', { registrationId }, 'registration { state }');
const servesAt = async (insurerId = TAWUN): Promise<string | undefined> => {
  await registry.providers.refresh();
  const standing = registry.providers.of(insurerId);
  return standing?.kind === 'active' ? new URL(standing.provider.url).origin : undefined;
};

const { registrationId, versionId, origin: old } = await active(desk, registry, officer, 'tawun');
const next: Origin = await desk.origin();

describe('an insurer whose server moves', () => {
  it('is given a challenge for the new address, and serves where it is meanwhile', async () => {
    const { registration } = await move(officer, registrationId, `${next.url}/graphql`);
    expect(registration).toMatchObject({ url: `${old.url}/graphql`, nextUrl: `${next.url}/graphql`, state: 'ACTIVE', challenge: { url: `${next.url}/.well-known/wasq-challenge` } });
    expect(registration?.availableActions).toEqual(expect.arrayContaining(['PROVE', 'MOVE', 'SUBMIT']));
    expect(await read(regulator, registrationId)).toMatchObject({ nextUrl: `${next.url}/graphql`, challenge: null });
    expect([await servesAt(), next.asked]).toEqual([old.url, []]);
  });

  it('proves nothing by what the old address answers', async () => {
    expect(codesOf(await prove(registrationId))).toEqual(['CHALLENGE_FAILED']);
    expect(next.asked).toEqual(['GET /.well-known/wasq-challenge']);
    expect(await read(officer, registrationId)).toMatchObject({ url: `${old.url}/graphql`, nextUrl: `${next.url}/graphql` });
  });

  it('goes on from the old address until a version at the new one is in, by the same checks and the regulator\'s word', async () => {
    const { id: undecided } = await submitted(desk, registry, officer, { registrationId });
    next.answer = { status: 200, body: (await read(officer, registrationId)).challenge?.token ?? '' };
    expect(codesOf(await prove(registrationId))).toEqual([]);
    expect(await read(officer, registrationId)).toMatchObject({ id: registrationId, url: `${next.url}/graphql`, nextUrl: null, namespace: 'tawun', state: 'ACTIVE', challenge: null });
    expect(await servesAt()).toBe(old.url);
    const { data } = await desk.ask<{ subgraphVersion: { state: string } }>(registry, officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: undecided });
    expect(data.subgraphVersion.state).toBe('DISCARDED');
    expect(codesOf(await desk.tell(registry, officer, 'submitSubgraphVersion', { registrationId, url: `${old.url}/graphql` }, 'version { id }'))).toEqual(['ADDRESS_NOT_PROVED']);

    const { id, state } = await submitted(desk, registry, officer, { registrationId });
    expect(state).toBe('CONFORMING');
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId: id }, 'version { state }'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    await desk.tell(registry, regulator, 'decideSubgraphVersion', { versionId: id, decision: 'APPROVE', reason: 'It conforms there too.' }, 'version { state }');
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId: id }, 'version { state }'))).toEqual([]);
    expect(await servesAt()).toBe(next.url);
  }, 60_000);

  it('cannot go back to a version at the address it left, which may be somebody else\'s now', async () => {
    expect(codesOf(await desk.tell(registry, officer, 'activateSubgraphVersion', { versionId }, 'version { state }'))).toEqual(['ADDRESS_NOT_PROVED']);
    const { versions, history } = await read(officer, registrationId);
    expect(versions.find(({ number }) => number === 1)).toMatchObject({ state: 'ENDED', availableActions: [] });
    expect(history.filter(({ action }) => ['MOVE', 'PROVE'].includes(action)).map(({ action, reason }) => [action, reason])).toEqual([
      ['PROVE', null], ['MOVE', `To ${next.url}/graphql.`], ['PROVE', `Moved from ${old.url}/graphql to ${next.url}/graphql.`],
    ]);
  });

  it('stays when it names the address it has', async () => {
    await move(officer, registrationId, `${old.url}/graphql`);
    expect((await move(officer, registrationId, `${next.url}/graphql`)).registration).toMatchObject({ nextUrl: null, challenge: null, url: `${next.url}/graphql` });
    expect(codesOf(await prove(registrationId))).toEqual(['ADDRESS_PROVED_ALREADY']);
    expect((await read(officer, registrationId)).availableActions).not.toContain('PROVE');
  });

  it('is not moved by the proof of an address that it no longer names', async () => {
    // Its own server names another address while it is asked, as a second officer might.
    const server = createServer((_request, response) => void (async () => {
      const { challenge } = await read(officer, registrationId);
      await move(officer, registrationId, `${old.url}/graphql`);
      response.end(challenge?.token);
    })());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await move(officer, registrationId, `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`);
    expect(codesOf(await prove(registrationId))).toEqual(['CONFLICT']);
    expect(await read(officer, registrationId)).toMatchObject({ url: `${next.url}/graphql`, nextUrl: `${old.url}/graphql` });
    server.closeAllConnections();
    server.close();
  });

  it('is moved by its own officers alone, and nowhere that may not be asked', async () => {
    expect(codesOf(await move(otherOfficer, registrationId, 'https://sanad.example/graphql'))).toEqual(['NOT_YOURS']);
    expect(codesOf(await move(regulator, registrationId, 'https://sanad.example/graphql'))).toEqual(['NOT_YOURS']);
    expect(codesOf(await move(officer, registrationId, 'http://169.254.169.254/graphql'))).toEqual(['ADDRESS_REFUSED']);
    expect(codesOf(await move(officer, registrationId, 'http://user:secret@tawun.example/graphql'))).toEqual(['ADDRESS_REFUSED']);
    expect(await servesAt(SANAD)).toBeUndefined();
  });
});
