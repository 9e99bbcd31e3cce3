import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { partitionedSource } from '../../../gateway/execution/partitioned-source.ts';
import { ProviderFailure } from '../../../gateway/execution/provider-failure.ts';
import type { ProviderTransport } from '../../../gateway/execution/provider-transport.ts';
import type { Providers } from '../../../gateway/execution/providers.ts';
import type { Source, SourceAnswer, SourceError } from '../../../gateway/execution/source.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';

const CONTRACT = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key"])
  type Cover @key(fields: "insurerId id") { insurerId: ID! id: ID! card: String lines: [Line!] }
  type Line { text: String }
  type Query { one(insurerId: ID!, id: ID!): Cover }
`;
const QUERY = 'query Whose__network__0($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cover { card lines { text } } } }';
const OUTSIDE = ['alpha', 'beta', 'gamma'];

interface Told { readonly __typename: string; readonly insurerId: string; readonly id: string }

/** What becomes of one cover at its insurer. */
type Fate = 'answer' | 'miss' | 'error' | 'error and answer' | 'error below';

/** What becomes of a whole insurer. */
type Health = 'well' | 'down' | 'pathless' | 'short' | 'swapped' | 'foreign' | 'no list';

/** The same each time for one cover, so that a cover that is asked for twice has one fate. */
const fateOf = ({ id }: Told, fates: readonly Fate[]): Fate => fates[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % fates.length] as Fate;

const cardOf = ({ insurerId, id }: Told): string => `${insurerId}/${id}`;

function answerOf(all: readonly Told[], insurerId: string | null, fates: readonly Fate[], health: Health): SourceAnswer {
  const errors: SourceError[] = [];
  const entities = all.map((told, index): unknown => {
    const fate = fateOf(told, fates);
    const at = ['_entities', index];
    if (fate === 'error' || fate === 'error and answer') errors.push({ message: 'x', path: at });
    if (fate === 'error below') errors.push({ message: 'x', path: [...at, 'lines', 0, 'text'], extensions: { code: 'BELOW' } });
    if (fate === 'miss' || fate === 'error') return null;
    const echo = insurerId === null ? {} : { own_type: 'Cover', own_insurerId: told.insurerId, own_id: told.id };
    return { ...echo, card: cardOf(told), lines: [{ text: fate === 'error below' ? null : told.id }] };
  });
  const data = { _entities: entities };
  if (health === 'pathless') return { data: null, errors: [{ message: 'x' }] };
  if (health === 'short') return { data: { _entities: entities.slice(1) } };
  if (health === 'no list') return { data: { _entities: 'none' } };
  if (health === 'foreign') return { data: { _entities: all.map(({ id }) => ({ own_type: 'Cover', own_insurerId: 'somebody', own_id: id, card: 'foreign' })) } };
  if (health === 'swapped' && all[0]?.id !== all.at(-1)?.id) return { data: { _entities: all.map((_, index) => ({ ...echoOf(all.at(-1 - index) as Told), card: 'swapped' })) } };
  return { data, ...(errors.length > 0 ? { errors } : {}) };
}

const echoOf = ({ insurerId, id }: Told) => ({ own_type: 'Cover', own_insurerId: insurerId, own_id: id });

const signer = await createEnvelopeSigner();
const envelope = await signer.seal({ principal: { subject: 's', organisation: null, roles: ['regulator'], scopes: [], purpose: null }, locale: 'en', mode: 'SANDBOX' }, 'network');
const CALL = { envelope, requestId: 'r', locale: 'en' as const };

function sourceOver(healths: Readonly<Record<string, Health>>, fates: readonly Fate[], sent: { insurerId: string; body: string }[], hostedFails = false): Source {
  const providers: Providers = {
    of: (insurerId) => (OUTSIDE.includes(insurerId) ? { kind: 'active', provider: { insurerId, url: 'http://x', deadlineMs: 60_000, version: '1' } } : undefined),
    onChange: () => () => undefined,
  };
  const transport: ProviderTransport = async ({ insurerId }, { body }) => {
    sent.push({ insurerId, body });
    const { variables } = JSON.parse(body) as { variables: { representations: Told[] } };
    // Answers overtake one another.
    for (let turns = variables.representations.length % 4; turns > 0; turns -= 1) await Promise.resolve();
    const health = healths[insurerId] ?? 'well';
    if (health === 'down') throw new ProviderFailure('PROVIDER_UNREACHABLE', 'down');
    return answerOf(variables.representations, insurerId, fates, health);
  };
  const hosted: Source = {
    name: 'network', keys: { keys: [] }, forward: async () => false, ready: async () => true, close: async () => undefined,
    async execute({ variables }) {
      const all = variables?.representations as Told[];
      return hostedFails ? { data: null, errors: [{ message: 'house', extensions: { code: 'HOUSE' } }] } : answerOf(all, null, fates, 'well');
    },
  };
  return partitionedSource({
    name: 'network', contract: CONTRACT, hosted, providers, transport, signer, log: createLog('silent'),
    circuit: { windowMs: 1_000, leastCalls: 1_000_000, failureShare: 1, restMs: 1_000 },
  });
}

const told = fc.record({
  __typename: fc.constant('Cover'),
  insurerId: fc.constantFrom(...OUTSIDE, 'house', 'nobody knows'),
  id: fc.constantFrom('1', '2', '3', '4', '5', '6'),
}).map((each): Told => ({ ...each, id: `${each.insurerId}:${each.id}` }));
const fate = fc.constantFrom<Fate>('answer', 'miss', 'error', 'error and answer', 'error below');
const health = fc.constantFrom<Health>('well', 'well', 'down', 'pathless', 'short', 'swapped', 'foreign', 'no list');

const CODE_OF: Readonly<Record<Exclude<Health, 'well'>, string>> = {
  down: 'PROVIDER_UNREACHABLE', pathless: 'PROVIDER_FIELD_FAILED', short: 'PROVIDER_ANSWER_NOT_ASKED', swapped: 'PROVIDER_ANSWER_NOT_ASKED',
  foreign: 'PROVIDER_ANSWER_NOT_ASKED', 'no list': 'PROVIDER_ANSWER_INVALID',
};

/** What is said of an answer that is not what was asked for: which part, and whether another or none was there. */
const MISMATCH_OF: Readonly<Record<string, object>> = {
  short: { expected: 'count', received: expect.stringMatching(/^(other|none)$/) }, swapped: { expected: 'id', received: 'other' }, foreign: { expected: 'insurerId', received: 'other' },
};

describe('any list of covers of any insurers', () => {
  it('is answered place by place: each its own value or its own error, none another\'s', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(told, { minLength: 1, maxLength: 40 }), fc.array(fate, { minLength: 1, maxLength: 7 }),
      fc.record({ alpha: health, beta: health, gamma: health }), fc.boolean(),
      async (representations, fates, healths: Readonly<Record<string, Health>>, hostedFails) => {
        const sent: { insurerId: string; body: string }[] = [];
        const source = sourceOver(healths, fates, sent, hostedFails);
        const { data, errors = [] } = await source.execute({ query: QUERY, variables: { representations } }, CALL);
        await source.close();

        for (const { insurerId, body } of sent) expect(OUTSIDE.concat('house', 'nobody').filter((name) => name !== insurerId && body.includes(name))).toEqual([]);
        expect(new Set(sent.map(({ insurerId }) => insurerId)).size).toBe(sent.length);
        const onlyHosted = representations.every(({ insurerId }) => !OUTSIDE.includes(insurerId));
        if (onlyHosted && hostedFails) return expect({ data, errors }).toMatchObject({ data: null, errors: [{ message: 'house' }] });

        const entities = data?._entities as ({ card: string; lines: { text: string | null }[] } | null)[];
        expect(entities).toHaveLength(representations.length);
        representations.forEach((each, place) => {
          const own = errors.filter(({ path = [] }) => path[1] === place);
          const isOutside = OUTSIDE.includes(each.insurerId);
          const mine = representations.filter(({ insurerId }) => insurerId === each.insurerId);
          const state = !isOutside ? 'well' : healths[each.insurerId] === 'swapped' && mine[0]?.id === mine.at(-1)?.id ? 'well' : healths[each.insurerId] ?? 'well';
          if (!isOutside && hostedFails) return expect([entities[place], own.map(({ message }) => message)]).toEqual([null, ['house']]);
          if (state !== 'well') return expect([entities[place], own.map(({ extensions }) => extensions)]).toEqual([null, [{ code: CODE_OF[state], insurerId: each.insurerId, ...MISMATCH_OF[state] }]]);
          const became = fateOf(each, fates);
          expect(entities[place]?.card ?? null).toBe(became === 'miss' || became === 'error' ? null : cardOf(each));
          expect(own.map(({ path = [] }) => path.slice(2))).toEqual(became === 'error below' ? [['lines', 0, 'text']] : became.startsWith('error') || (became === 'miss' && isOutside) ? [[]] : []);
          if (isOutside) for (const { extensions } of own) expect(extensions).toMatchObject({ code: became === 'miss' ? 'PROVIDER_LACKS_ENTITY' : 'PROVIDER_FIELD_FAILED', insurerId: each.insurerId });
          expect(Object.keys(entities[place] ?? {}).filter((key) => key.startsWith('own_'))).toEqual([]);
        });
        expect(errors.every(({ path }) => path?.[0] === '_entities' && typeof path[1] === 'number')).toBe(true);
      }), { numRuns: 400 });
  }, 60_000);

  it('goes to the house as it came, when no insurer in it has a subgraph', async () => {
    const sent: { insurerId: string; body: string }[] = [];
    const representations = [{ __typename: 'Cover', insurerId: 'house', id: 'a' }, { __typename: 'Cover', id: 'without an insurer' }];
    const { data } = await sourceOver({}, ['answer'], sent).execute({ query: QUERY, variables: { representations } }, CALL);
    expect([sent, (data?._entities as unknown[]).length]).toEqual([[], 2]);
  });

  it('of a contract that does not say whose something is, is none', () => {
    const over = (contract: string) => () => partitionedSource({ ...({} as Parameters<typeof partitionedSource>[0]), contract });
    expect(over('type Cover @key(fields: "id") { id: ID! } type Query { a(insurerId: ID!): Int }')).toThrow('insurerId');
    expect(over('type Query { a(id: ID!): Int }')).toThrow('Query.a');
  });
});
