import { describe, expect, it } from '@jest/globals';
import { principalOf } from '../../../kit/principals.ts';
import { codesOf, officer, openDesk, otherOfficer, proved, regulator } from '../registry-house.ts';

const desk = await openDesk();
const registry = await desk.open();

const third = principalOf('insurer_officer', 'insurer-third', 'officer-3');
const URL_OF_NOBODY = 'http://127.0.0.1:4999/graphql';

const register = (who: typeof officer, input: { namespace?: string; url?: string }) =>
  desk.tell<{ registration: { id: string; state: string } | null }>(registry, who, 'registerSubgraph', { namespace: 'third', url: URL_OF_NOBODY, ...input }, 'registration { id state }');
const withdraw = (who: typeof officer, registrationId: string) =>
  desk.tell(registry, who, 'actOnSubgraphRegistration', { registrationId, action: 'WITHDRAW', reason: 'Done.' }, 'registration { state }');

describe('a registration is refused', () => {
  it.each(['ab', 'Third', '1third', 'third_party', 'third-party', 'thírd', ' third', 'a'.repeat(21), ''])('with the namespace %j', async (namespace) => {
    expect(codesOf(await register(third, { namespace }))).toEqual(['INVALID_INPUT']);
  });

  it.each(['wasq', 'wasqhealth', 'gateway2', 'cov', 'coverage', 'insurer', 'insurancepl', 'policy', 'premium', 'tender', 'member', 'query'])(
    'with the namespace %s, under which names of the programme itself would be the insurer\'s', async (namespace) => {
      expect(codesOf(await register(third, { namespace }))).toEqual(['NAMESPACE_RESERVED']);
    },
  );

  it.each(['http://user@127.0.0.1:4999/', 'http://127.0.0.1:4999/#x', 'ftp://127.0.0.1/', 'http://169.254.169.254/', 'http://127.0.0.1:22/', 'nowhere'])('with the address %s', async (url) => {
    const { problems } = await register(third, { url });
    expect(problems).toMatchObject([{ code: 'ADDRESS_REFUSED', path: ['input', 'url'] }]);
    // What is taken here, and not only what is taken in production.
    expect(problems[0]?.message).toMatch(/https .*takes http/);
  });

  it('of anyone who is no insurer\'s officer', async () => {
    expect(codesOf(await register(regulator, {}))).toEqual(['NOT_YOURS']);
    expect(codesOf(await register(principalOf('insurer_officer', null), {}))).toEqual(['NOT_YOURS']);
  });

  it('on another insurer\'s namespace, or one that begins like it, as long as that may be thought of by it', async () => {
    const { registration } = await register(officer, { namespace: 'tawun' });
    for (const namespace of ['tawun', 'tawunplus', 'taw']) expect(codesOf(await register(otherOfficer, { namespace }))).toEqual(['NAMESPACE_TAKEN']);
    expect(codesOf(await register(officer, { namespace: 'anew' }))).toEqual(['ALREADY_REGISTERED']);
    // It never served under the name, so nobody will think of it by that.
    await withdraw(officer, registration!.id);
    const other = await register(otherOfficer, { namespace: 'taw' });
    expect(other.registration).toMatchObject({ state: 'REGISTERED' });
    await withdraw(otherOfficer, other.registration!.id);
  });

  it('to the second of two officers of one insurer at one moment, and to the second of two insurers on one name', async () => {
    const colleague = principalOf('insurer_officer', third.organisation, 'officer-4');
    const both = await Promise.all([register(third, { namespace: 'thirda' }), register(colleague, { namespace: 'thirdb' })]);
    expect(both.map(codesOf).sort()).toEqual([['ALREADY_REGISTERED'], []].sort());
    for (const { registration } of both) if (registration !== null) await withdraw(third, registration.id);

    const names = await Promise.all([register(officer, { namespace: 'samename' }), register(otherOfficer, { namespace: 'samenameplus' }), register(third, { namespace: 'samename' })]);
    expect(names.map(({ registration }) => registration !== null).filter(Boolean)).toHaveLength(1);
    expect(names.flatMap(codesOf)).toEqual(['NAMESPACE_TAKEN', 'NAMESPACE_TAKEN']);
    for (const [index, who] of [officer, otherOfficer, third].entries()) {
      const { registration } = names[index]!;
      if (registration !== null) await withdraw(who, registration.id);
    }
  });

  it('and the same command twice registers once', async () => {
    const input = { idempotencyKey: 'once', namespace: 'once', url: URL_OF_NOBODY };
    const [first, second] = await Promise.all([register(officer, input), register(officer, input)]);
    expect(first).toEqual(second);
    await withdraw(officer, first.registration!.id);
  });
});

describe('a version is refused', () => {
  it('of another origin than the proved one, too slow, too large, or of somebody else', async () => {
    const { id: registrationId, origin } = await proved(desk, registry, officer, 'sizes');
    const submit = (who: typeof officer, input: object) => desk.tell(registry, who, 'submitSubgraphVersion', { registrationId, ...input }, 'version { id }');
    expect(codesOf(await submit(officer, { url: 'http://127.0.0.1:4998/graphql' }))).toEqual(['ADDRESS_NOT_PROVED']);
    expect(codesOf(await submit(officer, { url: 'http://10.0.0.1:22/graphql' }))).toEqual(['ADDRESS_REFUSED']);
    expect(codesOf(await submit(officer, { deadlineMs: 99 }))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await submit(officer, { deadlineMs: 5_001 }))).toEqual(['INVALID_INPUT']);
    expect(codesOf(await submit(officer, { sdl: '#'.repeat(256 * 1024 + 1) }))).toEqual(['SDL_TOO_LARGE']);
    expect(codesOf(await submit(otherOfficer, {}))).toEqual(['NOT_YOURS']);
    expect(codesOf(await submit(officer, { registrationId: 'nothing' }))).toEqual(['NOT_FOUND']);
    expect(await submit(officer, { url: `${origin.url}/v2/graphql`, deadlineMs: 100 })).toMatchObject({ problems: [] });
    for (const mutation of ['decideSubgraphVersion', 'activateSubgraphVersion']) {
      const input = mutation === 'decideSubgraphVersion' ? { decision: 'REFUSE', reason: 'x' } : {};
      expect(codesOf(await desk.tell(registry, mutation === 'decideSubgraphVersion' ? regulator : otherOfficer, mutation, { versionId: '0', ...input }, 'version { id }'))).toEqual(['NOT_FOUND']);
    }
  });
});

describe('a foreign registration', () => {
  it('is null to other insurers, as are its versions, and in no list of theirs', async () => {
    const { data } = await desk.ask<{ ownSubgraphRegistration: { id: string; versions: { id: string }[] } }>(registry, officer, '{ ownSubgraphRegistration { id versions { id } } }');
    const { id, versions: [version] } = data.ownSubgraphRegistration;
    const QUERY = `query ($id: ID!, $version: ID!) { subgraphRegistration(id: $id) { id } subgraphVersion(id: $version) { id }
      subgraphRegistrations(first: 100) { edges { node { id insurer { id } } } }
      _entities(representations: [{ __typename: "SubgraphRegistration", id: "${id}" }, { __typename: "SubgraphVersion", id: "${version!.id}" }]) { __typename } }`;
    const seen = await desk.ask<{ subgraphRegistrations: { edges: { node: { insurer: { id: string } } }[] } }>(registry, otherOfficer, QUERY, { id, version: version!.id });
    expect(seen).toMatchObject({ data: { subgraphRegistration: null, subgraphVersion: null, _entities: [null, null] }, codes: [] });
    expect(new Set(seen.data.subgraphRegistrations.edges.map(({ node }) => node.insurer.id))).toEqual(new Set(['insurer-sanad']));

    const all = await desk.ask<typeof seen.data>(registry, regulator, QUERY, { id, version: version!.id });
    expect(all).toMatchObject({ data: { subgraphRegistration: { id }, subgraphVersion: { id: version!.id }, _entities: [{}, {}] }, codes: [] });
    expect(new Set(all.data.subgraphRegistrations.edges.map(({ node }) => node.insurer.id)).size).toBe(3);

    const one = await desk.ask<{ subgraphRegistrations: { edges: { node: { state: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(
      registry, regulator, '{ subgraphRegistrations(first: 1, state: WITHDRAWN) { edges { node { state } } pageInfo { hasNextPage endCursor } } }',
    );
    expect(one.data.subgraphRegistrations).toMatchObject({ edges: [{ node: { state: 'WITHDRAWN' } }], pageInfo: { hasNextPage: true } });
    const { codes } = await desk.ask(registry, regulator, '{ subgraphRegistrations(after: "WyJ4Il0") { edges { cursor } } }');
    expect(codes).toEqual(['INVALID_INPUT']);
  });
});
