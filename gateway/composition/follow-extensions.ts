import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import type { Source } from '../execution/source.ts';
import { passedCheck } from '../registry/domain/check-result.ts';
import type { CheckResult } from '../registry/domain/check-result.ts';
import type { Log } from '../telemetry/log.ts';
import { resultOf } from './composer.ts';
import type { Composer, ExtendedGraph } from './composer.ts';
import { subgraphNameOf } from './extension.ts';
import type { Extension } from './extension.ts';

/** Who says which extensions are in the graph. */
export interface ExtensionRegistry {
  activeExtensions(): readonly Extension[];
  /** Told after every change; answers how to stop listening. */
  onChange(listener: () => void): () => void;
}

export interface FollowSettings {
  readonly registry: ExtensionRegistry;
  readonly gateway: { updateSupergraph(supergraphSdl: string, sources: ReadonlyMap<string, Source>, allowed: Promise<unknown>): Promise<void> };
  readonly composer: Pick<Composer, 'compose'>;
  /** The houses as they are composed, and their sources by name. */
  readonly base: readonly SubgraphSdl[];
  readonly houses: ReadonlyMap<string, Source>;
  /** The source of one version of an insurer's extension; asked for once as long as the version stays. */
  readonly sourceOf: (extension: Extension) => Source;
  /** Puts on a version's record what came of composing it. */
  readonly record: (versionId: string, results: readonly CheckResult[]) => Promise<void>;
  readonly log: Log;
}

export interface Following {
  /** Resolves when what is active now is served, or has failed. */
  settled(): Promise<void>;
  /** Stops following; the gateway goes on with what it serves. */
  close(): Promise<void>;
}

/**
 * Keeps the graph at what the registry says. A change is composed beside the event loop and served when it can be; one
 * that cannot be leaves what serves as it is. An extension that spoils the composition is left out and told so on its
 * record. Resolves when what was active at the start is served, or when it is known that it cannot be.
 */
export async function followExtensions(settings: FollowSettings): Promise<Following> {
  const { registry, gateway, composer, base, houses, sourceOf, record, log } = settings;
  /** By version. */
  const sources = new Map<string, Source>();
  const recorded = new Map<string, string>();
  let serving = '';
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;
  let closed = false;

  async function follow(): Promise<void> {
    isWaiting = false;
    const extensions = registry.activeExtensions();
    const wanted = JSON.stringify(extensions.map(({ namespace, version, url }) => [namespace, version, url]));
    if (closed || wanted === serving || (wanted === '[]' && serving === '')) return;
    const started = performance.now();
    let early: Promise<void> | null = null;
    // The planner loads what was merged while the other half of composing, whether it can all be reached, goes on.
    const composing = composer.compose(base, extensions, (merged) => {
      early = serve(merged, extensions, composing.then(({ supergraphSdl }) => {
        if (closed || supergraphSdl !== merged.supergraphSdl) throw new Overtaken();
      }));
      early.catch(() => undefined);
    });
    try {
      const made = await composing;
      const composedMs = Math.round(performance.now() - started);
      if (closed) return;
      if (early === null || !(await isServed(early))) await serve(made, extensions, Promise.resolve());
      serving = wanted;
      const kept = keptOf(made, extensions);
      // The gateway closes a source that has left, when nothing runs on it any more.
      const versions = new Set(kept.map(({ version }) => version));
      for (const version of sources.keys()) if (!versions.has(version)) sources.delete(version);
      log.info({ extensions: kept.length, leftOut: made.leftOut.length, composedMs, servedMs: Math.round(performance.now() - started) }, 'the graph was extended');
      for (const { version } of kept) await tell(version, [passedCheck('composition')]);
      for (const { version, refusals } of made.leftOut) await tell(version, refusals.map(resultOf));
    } finally {
      // What it takes back must not be taken from whoever comes next.
      await (early as Promise<void> | null)?.catch(() => undefined);
    }
  }

  async function serve(graph: ExtendedGraph, extensions: readonly Extension[], allowed: Promise<unknown>): Promise<void> {
    const known = new Set(sources.keys());
    const named = new Map(keptOf(graph, extensions).map((extension): [string, Source] => [subgraphNameOf(extension.namespace), sourceFor(extension)]));
    try {
      await gateway.updateSupergraph(graph.supergraphSdl, new Map([...houses, ...named]), allowed);
    } catch (error) {
      // What was made for this alone is nobody's; what serves already goes on.
      for (const [version, source] of sources) if (!known.has(version) && sources.delete(version)) void source.close();
      throw error;
    }
  }

  function sourceFor(extension: Extension): Source {
    const source = sources.get(extension.version) ?? sourceOf(extension);
    sources.set(extension.version, source);
    return source;
  }

  async function tell(version: string, results: readonly CheckResult[]): Promise<void> {
    const told = JSON.stringify(results);
    if (recorded.get(version) === told) return;
    try {
      await record(version, results);
      recorded.set(version, told);
    } catch (error) {
      log.warn({ version, error: error instanceof Error ? error.name : 'unknown' }, 'what came of a composition could not be recorded');
    }
  }

  // One at a time, and at most one that waits: it will see everything that changed meanwhile.
  function again(): void {
    if (isWaiting || closed) return;
    isWaiting = true;
    running = running.then(follow).catch((error: unknown) => {
      log.error({ error: error instanceof Error ? error.message : String(error) }, 'the graph stays as it was: it could not be extended');
    });
  }

  const stop = registry.onChange(again);
  again();
  await running;
  return {
    settled: () => running,
    async close() {
      closed = true;
      stop();
      await running;
    },
  };
}

/** What was merged is not what came of it, or is not wanted any more. */
class Overtaken extends Error {}

function isServed(early: Promise<void>): Promise<boolean> {
  return early.then(() => true, (error: unknown) => {
    if (error instanceof Overtaken) return false;
    throw error;
  });
}

function keptOf({ leftOut }: ExtendedGraph, extensions: readonly Extension[]): Extension[] {
  const out = new Set(leftOut.map(({ version }) => version));
  return extensions.filter(({ version }) => !out.has(version));
}
