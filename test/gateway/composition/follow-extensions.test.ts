import { describe, expect, it } from '@jest/globals';
import { composeExtensions } from '../../../gateway/composition/compose-extensions.ts';
import { subgraphNameOf } from '../../../gateway/composition/extension.ts';
import type { Extension } from '../../../gateway/composition/extension.ts';
import { followExtensions } from '../../../gateway/composition/follow-extensions.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import type { CheckResult } from '../../../gateway/registry/domain/check-result.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { HOUSES, LINK } from './governance/world.ts';

const sdlOf = (namespace: string, field = 'points'): string => `${LINK} type Coverage @key(fields: "insurerId id") { insurerId: ID! id: ID! ${namespace}_${field}: Int }`;
const extension = (namespace: string, version = `${namespace}-1`, sdl = sdlOf(namespace)): Extension => ({ insurerId: `insurer-${namespace}`, namespace, version, url: 'http://x.invalid', sdl });

function world(first: readonly Extension[] = []) {
  let active = first;
  const listeners = new Set<() => void>();
  const served: { sdl: string; sources: string[] }[] = [];
  const records: [string, readonly CheckResult[]][] = [];
  const made: string[] = [];
  const closed: string[] = [];
  const lines: string[] = [];
  let composed = 0;
  let refuses = false;
  const source = (name: string): Source => ({
    name, keys: { keys: [] }, execute: async () => ({ data: null }), forward: async () => false, ready: async () => true, close: async () => { closed.push(name); },
  });
  return {
    served, records, made, closed, lines,
    composed: () => composed,
    refuse: (value: boolean) => { refuses = value; },
    change(next: readonly Extension[]) {
      active = next;
      for (const listener of listeners) listener();
    },
    follow: () => followExtensions({
      registry: { activeExtensions: () => active, onChange: (listener) => { listeners.add(listener); return () => listeners.delete(listener); } },
      gateway: {
        async updateSupergraph(sdl, sources) {
          if (refuses) throw new Error('cannot be loaded');
          served.push({ sdl, sources: [...sources.keys()] });
        },
      },
      composer: { async compose(base, extensions) { composed += 1; const { composition, leftOut } = composeExtensions(base, extensions); return { supergraphSdl: composition.supergraphSdl, leftOut }; } },
      base: HOUSES,
      houses: new Map(HOUSES.map(({ name }) => [name, source(name)])),
      sourceOf: ({ namespace }) => { made.push(namespace); return source(subgraphNameOf(namespace)); },
      record: async (version, results) => { records.push([version, results]); },
      log: createLog('info', { write: (line) => { lines.push(line); } }),
    }),
  };
}

const houses = HOUSES.map(({ name }) => name);

describe('following the registry', () => {
  it('composes nothing as long as nobody extends the graph', async () => {
    const { follow, composed, served } = world();
    const following = await follow();
    await following.settled();
    expect([composed(), served]).toEqual([0, []]);
    await following.close();
  });

  it('serves what is active from the start, and every change', async () => {
    const { follow, change, served, records, made } = world([extension('acme')]);
    const following = await follow();
    expect(served.map(({ sources }) => sources)).toEqual([[...houses, 'insurer_acme']]);
    change([extension('acme'), extension('zenith')]);
    await following.settled();
    change([extension('zenith')]);
    await following.settled();
    change([]);
    await following.settled();
    expect(served.slice(1).map(({ sources }) => sources)).toEqual([[...houses, 'insurer_acme', 'insurer_zenith'], [...houses, 'insurer_zenith'], houses]);
    expect(served.at(-1)?.sdl).not.toContain('zenith_points');
    expect(made).toEqual(['acme', 'zenith']);
    expect(records.map(([version, results]) => [version, results.map(({ passed }) => passed)])).toEqual([['acme-1', [true]], ['zenith-1', [true]]]);
    await following.close();
  });

  it('composes once for many changes at once, and not at all for one that changes no extension', async () => {
    const { follow, change, composed } = world([extension('acme')]);
    const following = await follow();
    for (let times = 0; times < 10; times += 1) change([extension('acme'), extension('zenith')]);
    await following.settled();
    change([extension('acme'), extension('zenith')]);
    await following.settled();
    expect(composed()).toBe(2);
    await following.close();
  });

  it('leaves out who breaks the rules, tells them alone, and serves all others', async () => {
    const { follow, served, records } = world([extension('acme', 'acme-1', sdlOf('zenith')), extension('zenith')]);
    const following = await follow();
    expect(served.map(({ sources }) => sources)).toEqual([[...houses, 'insurer_zenith']]);
    expect(records.find(([version]) => version === 'acme-1')?.[1]).toEqual([
      expect.objectContaining({ name: 'governance', passed: false, code: 'EXTENSION_NAMESPACE_OF_ANOTHER', owner: 'insurer:insurer-zenith' }),
    ]);
    expect(records.find(([version]) => version === 'zenith-1')?.[1].map(({ passed }) => passed)).toEqual([true]);
    await following.close();
  });

  it('leaves what serves when a graph cannot be loaded, and takes the next one', async () => {
    const { follow, change, refuse, served, closed, lines } = world([extension('acme')]);
    const following = await follow();
    refuse(true);
    change([extension('acme'), extension('zenith')]);
    await following.settled();
    expect(served).toHaveLength(1);
    expect(closed).toEqual(['insurer_zenith']);
    expect(lines.some((line) => line.includes('the graph stays as it was'))).toBe(true);
    refuse(false);
    change([extension('acme'), extension('zenith', 'zenith-2')]);
    await following.settled();
    expect(served.at(-1)?.sources).toEqual([...houses, 'insurer_acme', 'insurer_zenith']);
    await following.close();
  });

  it('stops when it is closed', async () => {
    const { follow, change, served } = world([extension('acme')]);
    const following = await follow();
    await following.close();
    change([extension('zenith')]);
    await following.settled();
    expect(served).toHaveLength(1);
  });
});
