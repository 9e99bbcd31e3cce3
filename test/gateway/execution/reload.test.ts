import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { localSource } from '../../../gateway/execution/local-source.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { Gateway, GatewaySettings } from '../../../gateway/gateway.ts';
import { startProcess } from '../../kit/process.ts';
import { tinyGateway, tinyHouse, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import { ADDED, CORE } from './swapped-subgraphs.ts';

interface World {
  readonly gateway: Gateway;
  readonly core: Source;
  readonly base: string;
  readonly whole: string;
  /** A source of the added subgraph, which a test may hold up; `closed` counts. */
  added(hold?: Promise<void>): Promise<Source & { readonly closed: () => number }>;
  ask(query: string): Promise<{ data?: unknown; errors?: readonly { message: string; extensions: Record<string, unknown> }[] }>;
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).toReversed()) await clean();
});

async function world(settings: Partial<GatewaySettings> = {}): Promise<World> {
  const dataDir = await mkdtemp(`${tmpdir()}/wasq-reload-`);
  const { gateway, house } = await tinyGateway([CORE], dataDir, { auth: 'open', ...settings });
  cleanups.push(() => rm(dataDir, { recursive: true, force: true }), () => gateway.close());
  return {
    gateway,
    core: localSource(house('core')),
    base: tinySupergraph([CORE]),
    whole: tinySupergraph([CORE, ADDED]),
    async added(hold = Promise.resolve()) {
      const source = localSource(await tinyHouse(ADDED, gateway.jwks));
      let closed = 0;
      return {
        ...source,
        closed: () => closed,
        async execute(request, call) {
          await hold;
          return source.execute(request, call);
        },
        close: async () => { closed += 1; },
      };
    },
    ask: (query) => gateway.execute({ query }, {}) as ReturnType<World['ask']>,
  };
}

const MORE = '{ thing(id: 1) { name more } }';

describe.each(['here', 'thread'] as const)('a swap of the supergraph, planned %s', (planning) => {
  it('lets sources join and leave', async () => {
    const { gateway, core, base, whole, added, ask } = await world({ planning });
    const source = await added();
    expect((await ask(MORE)).errors?.[0]?.message).toContain('more');
    await gateway.updateSupergraph(whole, new Map([['core', core], ['added', source]]));
    expect(await ask(MORE)).toEqual({ data: { thing: { name: 'thing 1', more: 7 } } });
    await gateway.updateSupergraph(base, new Map([['core', core]]));
    expect((await ask(MORE)).errors?.[0]?.message).toContain('more');
    expect(source.closed()).toBe(1);
  }, 60_000);

  it('lets what runs end on what it began with: its schema, its rules, its sources', async () => {
    const { gateway, core, whole, added, ask } = await world({ planning });
    let release: () => void = () => undefined;
    const source = await added(new Promise((resolve) => { release = resolve; }));
    await gateway.updateSupergraph(whole, new Map([['core', core], ['added', source]]));
    const running = ask(MORE);
    // The first wave has been answered by the core, the second is held.
    const later = ask('{ thing(id: 2) { more } }');
    const closedRules = tinySupergraph([{ ...CORE, sdl: CORE.sdl.replace('thing(id: ID!): Thing', 'thing(id: ID!): Thing @authenticated') }]);
    await gateway.updateSupergraph(closedRules, new Map([['core', core]]));
    expect(source.closed()).toBe(0);
    release();
    expect(await running).toEqual({ data: { thing: { name: 'thing 1', more: 7 } } });
    expect(await later).toEqual({ data: { thing: { more: 7 } } });
    expect(source.closed()).toBe(1);
  }, 60_000);

  it('that fails changes nothing, and leaves the new sources to their giver', async () => {
    const { gateway, core, whole, added, ask } = await world({ planning });
    const source = await added();
    await expect(gateway.updateSupergraph('type Query { nothing: Int }', new Map([['core', core], ['added', source]]))).rejects.toThrow();
    await expect(gateway.updateSupergraph(whole, new Map([['core', core]]))).rejects.toThrow('"added"');
    expect(source.closed()).toBe(0);
    expect(await ask('{ thing(id: 1) { name } }')).toEqual({ data: { thing: { name: 'thing 1' } } });
  }, 60_000);

  it('loses no request, however many swaps there are', async () => {
    const { gateway, core, base, whole, added, ask } = await world({ planning });
    let over = false;
    let answered = 0;
    const wrong: unknown[] = [];
    const load = Array.from({ length: 6 }, async (_each, index) => {
      for (let count = 0; !over; count += 1) {
        const id = `${index}x${count % 5}`;
        const answer = await ask(`{ thing(id: "${id}") { name } open }`);
        if (JSON.stringify(answer) !== JSON.stringify({ data: { thing: { name: `thing ${id}` }, open: 1 } })) wrong.push(answer);
        answered += 1;
      }
    });
    for (let swap = 0; swap < 20; swap += 1) {
      const source = await added();
      await gateway.updateSupergraph(whole, new Map([['core', core], ['added', source]]));
      await gateway.updateSupergraph(base, new Map([['core', core]]));
    }
    over = true;
    await Promise.all(load);
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(40);
  }, 120_000);

  it('frees what served before', async () => {
    const swapping = startProcess(['test/gateway/execution/swap-process.ts', planning], { APOLLO_TELEMETRY_DISABLED: '1' });
    const [, few, many] = await swapping.says(/schemas: (\d+) (\d+)/);
    expect(await swapping.ended).toBe(0);
    // Each added house has a schema of its own, freed with its source.
    expect(Number(many)).toBeLessThanOrEqual(Number(few) + 1);
  }, 120_000);
});

describe('updates that come at once', () => {
  it('are done one after another, and the last one serves', async () => {
    const { gateway, core, base, whole, added, ask } = await world();
    const source = await added();
    const all = new Map([['core', core], ['added', source]]);
    const done = [gateway.updateSupergraph(whole, all), gateway.updateSupergraph('no graph', all), gateway.updateSupergraph(base, new Map([['core', core]])), gateway.updateSupergraph(whole, all)];
    expect((await Promise.allSettled(done)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await ask(MORE)).toEqual({ data: { thing: { name: 'thing 1', more: 7 } } });
  }, 60_000);
});
