import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { honestly, tinyNetwork } from './tiny-network.ts';
import type { Asked, Behaviour, Received, TinyNetwork } from './tiny-network.ts';

let network: TinyNetwork | null = null;
afterEach(async () => {
  await network?.close();
  network = null;
});

async function three(more: Readonly<Record<string, Behaviour>> = {}): Promise<TinyNetwork> {
  network = await tinyNetwork({ alpha: honestly, beta: honestly, gamma: honestly, ...more });
  return network;
}

/** Every byte an insurer was sent, headers opened. */
function bytesOf({ body, headers }: Received): string {
  const [, claims = ''] = String(headers['x-wasq-identity']).split('.');
  return `${body} ${JSON.stringify(headers)} ${Buffer.from(claims, 'base64url').toString()}`;
}

const NAMES = ['alpha', 'beta', 'gamma', 'house'];

/** What one insurer was sent that speaks of another. */
function foreignBytes({ received }: TinyNetwork): string[] {
  return [...received].flatMap(([insurerId, all]) => all.map(bytesOf).flatMap((bytes) =>
    NAMES.filter((name) => name !== insurerId && bytes.includes(name)).map((name) => `${insurerId} was sent ${name}`)));
}

describe('what an insurer is sent', () => {
  it('is its own covers, in one call, with their keys and nothing else', async () => {
    const { ask, received } = await three();
    const of = Array.from({ length: 200 }, (_, index) => `${NAMES[index % 4]}-${index % 60}`);
    const { data, errors } = await ask('query ($of: [ID!]!) { covers(of: $of) { id card { number } note(n: 7) } }', { of });
    expect(errors).toBeUndefined();
    expect((data as unknown as { covers: { id: string; card: { number: string } }[] }).covers.map(({ card }) => card.number)).toEqual(of.map((id) => `card of ${id} by ${id.split('-')[0]}`));
    expect(foreignBytes(network as TinyNetwork)).toEqual([]);
    for (const [insurerId, all] of received) {
      expect(all).toHaveLength(1);
      const { variables } = JSON.parse(all[0]?.body ?? '') as Asked;
      expect(Object.keys(variables ?? {})).toEqual(['representations']);
      for (const each of variables?.representations ?? []) expect(each).toEqual({ __typename: 'Cover', insurerId, id: expect.stringMatching(insurerId) });
    }
  });

  it('holds no variable, literal or name of a field that is somebody else\'s', async () => {
    const { ask, received } = await three();
    const { data, errors } = await ask(
      `query AboutBetaAndGamma($alpha: ID!, $alphaOf: String, $beta: ID!, $betaOf: String, $unused: Int) {
        first: fact(insurerId: $alpha, of: $alphaOf) second: fact(insurerId: $beta, of: $betaOf)
        betaAgain: one(insurerId: $beta, id: "beta-5") { note(n: $unused) card { number } }
        third: fact(insurerId: "gamma", of: "gamma's own") fourth: fact(insurerId: "house", of: "house's own")
        ... on Query { fifth: fact(insurerId: "alpha", of: "alpha's own") }
      }`,
      { alpha: 'alpha', alphaOf: 'alpha secret', beta: 'beta', betaOf: 'beta secret', unused: 4 });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      first: 'alpha of alpha secret', second: 'beta of beta secret', betaAgain: { note: 'note 4 of beta-5 by beta', card: { number: 'card of beta-5 by beta' } },
      third: 'gamma of gamma\'s own', fourth: 'house of house\'s own', fifth: 'alpha of alpha\'s own',
    });
    expect(foreignBytes(network as TinyNetwork)).toEqual([]);
    expect([...received.values()].map((all) => all.length)).toEqual([1, 1, 1]);
  });

  it('is sealed to it and to the very body, names nobody it does not know, and calls one person by another name at each', async () => {
    const { ask, received, keys } = await three();
    const as = { roles: ['regulator' as const], organisation: 'the regulator', subject: 'person-77' };
    const query = '{ covers(of: ["alpha-1", "beta-1"]) { card { number } } }';
    await ask(query, {}, as);
    await ask(query, {}, as);
    const subjects: Record<string, string[]> = {};
    for (const [insurerId, all] of received) {
      for (const { body, headers } of all) {
        const token = String(headers['x-wasq-identity']);
        const { payload } = await jwtVerify(token, createLocalJWKSet(keys as never), { issuer: 'wasq:gateway', audience: `insurer:${insurerId}` });
        const principal = payload.principal as { subject: string };
        expect(payload).toMatchObject({
          digest: createHash('sha256').update(body).digest('base64url'),
          principal: { organisation: null, roles: ['regulator'], purpose: null },
        });
        expect(bytesOf({ body, headers })).not.toMatch(/person-77|the regulator/);
        (subjects[insurerId] ??= []).push(principal.subject);
      }
    }
    const { alpha = [], beta = [] } = subjects;
    expect([alpha.length, new Set(alpha).size, new Set(beta).size, new Set([...alpha, ...beta]).size]).toEqual([2, 1, 1, 2]);
  });

  it('names its own officer\'s organisation, and a root field of another insurer is not even asked', async () => {
    const { ask, received } = await three();
    const { data } = await ask('{ own: fact(insurerId: "alpha", of: "x") other: fact(insurerId: "beta", of: "x") }', {}, { roles: ['insurer_officer'], organisation: 'alpha' });
    expect(JSON.parse(JSON.stringify(data))).toEqual({ own: 'alpha of x', other: null });
    expect(received.get('beta')).toEqual([]);
    expect(bytesOf(received.get('alpha')?.[0] as Received)).toContain('"organisation":"alpha"');
    await ask('{ fact(insurerId: "alpha", of: "x") }', {}, { roles: ['association_officer'], organisation: 'a-1' });
    expect(received.get('alpha')).toHaveLength(1);
  });

  it('is a mutation of its own, in the order written', async () => {
    const { ask, received, told } = await three();
    const { data, errors } = await ask(
      `mutation ($second: TellInput!) { a: tell(input: { insurerId: "alpha", text: "1" }) { by } b: tell(input: $second) { by text }
        c: tell(input: { insurerId: "house", text: "3" }) { by } d: tell(input: { insurerId: "alpha", text: "4" }) { by } }`,
      { second: { insurerId: 'beta', text: '2' } });
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual({ a: { by: 'alpha' }, b: { by: 'beta', text: '2' }, c: { by: 'house' }, d: { by: 'alpha' } });
    expect(told).toEqual(['alpha 1', 'beta 2', 'house 3', 'alpha 4']);
    expect(foreignBytes(network as TinyNetwork)).toEqual([]);
    expect(received.get('alpha')).toHaveLength(2);
  });

  it('is a query once more, when the connection was reset before a byte of the answer', async () => {
    let resets = 0;
    const { ask, received } = await three({
      alpha: (honest, response, asked) => {
        resets += 1;
        return resets === 1 ? void response.destroy() : honestly(honest, response, asked);
      },
      beta: async (_honest, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"data":', () => response.destroy());
      },
    });
    const { data, errors } = await ask('{ covers(of: ["alpha-1", "beta-1"]) { card { number } } }');
    expect(JSON.parse(JSON.stringify(data))).toEqual({ covers: [{ card: { number: 'card of alpha-1 by alpha' } }, { card: null }] });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_ANSWER_INVALID']);
    expect([received.get('alpha')?.length, received.get('beta')?.length]).toEqual([2, 1]);
    const [first, second] = received.get('alpha') ?? [];
    expect(second?.body).toBe(first?.body);
  });

  it('is no mutation twice, when it failed', async () => {
    const { ask, received } = await three({ alpha: (_honest, response) => void response.destroy() });
    const { data, errors } = await ask('mutation { a: tell(input: { insurerId: "alpha" }) { by } b: tell(input: { insurerId: "beta" }) { by } }');
    expect(JSON.parse(JSON.stringify(data))).toEqual({ a: null, b: { by: 'beta' } });
    expect(errors?.map(({ path, extensions }) => [path, extensions.code, extensions.insurerId])).toEqual([[['a'], 'PROVIDER_UNREACHABLE', 'alpha']]);
    expect(received.get('alpha')).toHaveLength(1);
  });
});

describe('an insurer that is out', () => {
  it.each([['withdrawn', 'PROVIDER_WITHDRAWN'], ['paused', 'PROVIDER_PAUSED']] as const)('because it is %s is not sent anything', async (kind, code) => {
    const { ask, received, stand } = await three();
    stand('beta', kind);
    const { data, errors } = await ask('{ covers(of: ["beta-1", "alpha-1"]) { id card { number } } fact(insurerId: "beta") }');
    expect(JSON.parse(JSON.stringify(data))).toEqual({ covers: [{ id: 'beta-1', card: null }, { id: 'alpha-1', card: { number: 'card of alpha-1 by alpha' } }], fact: null });
    expect(errors?.map(({ extensions }) => [extensions.code, extensions.insurerId])).toEqual([[code, 'beta'], [code, 'beta']]);
    expect(received.get('beta')).toEqual([]);
    stand('beta', 'active');
    expect((await ask('{ covers(of: ["beta-1"]) { card { number } } }')).errors).toBeUndefined();
  });

  it('is cut while it answers, and nobody else is', async () => {
    const cut: Record<string, Promise<void>> = {};
    const begun = new Map<string, () => void>();
    const waiting = (name: string): Promise<void> => new Promise((resolve) => begun.set(name, resolve));
    const slowly = (name: string): Behaviour => (_honest, response) => {
      cut[name] = new Promise((resolve) => response.on('close', resolve));
      response.writeHead(200, { 'content-type': 'application/json' }).write(' ');
      begun.get(name)?.();
    };
    const { ask, stand } = await three({ beta: slowly('beta') });
    const started = waiting('beta');
    const answered = ask('{ covers(of: ["beta-1", "alpha-1"]) { card { number } } }');
    await started;
    stand('beta', 'withdrawn');
    await cut.beta;
    const { data, errors } = await answered;
    expect(JSON.parse(JSON.stringify(data))).toEqual({ covers: [{ card: null }, { card: { number: 'card of alpha-1 by alpha' } }] });
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_WITHDRAWN']);
  });
});

describe('what is measured and logged', () => {
  it('names insurers, and no cover, person or address', async () => {
    const { ask, lines, metrics } = await three({ beta: (_honest, response) => void response.destroy() });
    await ask('{ covers(of: ["beta-1", "alpha-1"]) { card { number } } }', {}, { roles: ['regulator'], subject: 'person-77' });
    expect(lines.filter((line) => line.includes('PROVIDER_UNREACHABLE')).map((line) => (JSON.parse(line) as { insurerId: string }).insurerId)).toEqual(['beta']);
    const measured = await metrics.registry.metrics();
    expect(measured).toContain('wasq_fetch_seconds_count{subgraph="insurer:beta",outcome="failed"} 1');
    expect(measured).toContain('wasq_fetch_seconds_count{subgraph="insurer:alpha",outcome="ok"} 1');
    expect(measured).not.toMatch(/beta-1|alpha-1|person-77/);
    expect(lines.join('')).not.toMatch(/beta-1|alpha-1|person-77|127\.0\.0\.1/);
  });
});
