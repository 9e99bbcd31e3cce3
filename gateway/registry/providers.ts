import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import type { Providers, Standing } from '../execution/providers.ts';
import type { ActiveExtension } from './domain/active-extension.ts';
import { listenForChanges } from './store/listen-for-changes.ts';
import type { Listener } from './store/listen-for-changes.ts';
import { activeExtensions, readAllStandings } from './store/standings.ts';
import type { ExtendingRow, StandingRow } from './store/standings.ts';

export interface RegistryProviders extends Providers {
  /** What insurers' own subgraphs add to the graph, those that are paused or suspended included. */
  activeExtensions(): readonly ActiveExtension[];
  /** Reads again now. Resolves when what was committed before the call is known here. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface ProvidersSettings {
  readonly manager: EntityManager;
  /** The same database, for the connection that listens. */
  readonly url: string;
  readonly log: Logger;
  /** How often everything is read again though nothing was heard. */
  readonly pollMs?: number;
  /** The same, and how often listening is tried again, while nothing can be heard. */
  readonly deafPollMs?: number;
  /** How long what was known last is believed while the registry cannot be read; 15,000 when left out. */
  readonly believedMs?: number;
}

/**
 * Who stands how, in this process's memory: read whole at the start, again at every notification, and again every few
 * seconds, since a notification that was lost would leave a withdrawn insurer being asked. When the database does not
 * answer, what was known last goes on for as long as a failover takes; then nobody is asked, since who was taken out
 * meanwhile is not known here.
 */
export async function followProviders({ manager, url, log, pollMs = 2_000, deafPollMs = 200, believedMs = 15_000 }: ProvidersSettings): Promise<RegistryProviders> {
  let known: ReadonlyMap<string, ExtendingRow> = new Map();
  const standings = new Map<string, Standing>();
  const listeners = new Set<(insurerId: string) => void>();
  let listener: Listener | null = null;
  let closed = false;
  let failing = false;
  /** When the first look began of those that have brought nothing since; null while the last one did. */
  let unreadSince: number | null = null;

  async function readAgain(): Promise<void> {
    unreadSince ??= performance.now();
    const rows = new Map((await readAllStandings(manager, known.values())).map((row) => [row.insurerId, row]));
    unreadSince = null;
    const changed = [...new Set([...known.keys(), ...rows.keys()])].filter((insurerId) => fingerprint(known.get(insurerId)) !== fingerprint(rows.get(insurerId)));
    known = rows;
    for (const insurerId of changed) {
      const row = rows.get(insurerId);
      if (row === undefined) standings.delete(insurerId);
      else standings.set(insurerId, standingOf(row));
    }
    for (const insurerId of changed) for (const tell of listeners) told(tell, insurerId);
  }

  function told(tell: (insurerId: string) => void, insurerId: string): void {
    try {
      tell(insurerId);
    } catch (error) {
      log.error({ insurerId, error: error instanceof Error ? error.name : 'no error' }, 'whoever follows the providers failed');
    }
  }

  // One read at a time, and at most one that waits: it will see all that was committed while it waited.
  let running: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;
  function refresh(): Promise<void> {
    waiting ??= running = running.catch(() => undefined).then(() => {
      waiting = null;
      return readAgain();
    });
    return waiting;
  }

  async function refreshQuietly(): Promise<void> {
    if (closed) return;
    try {
      await refresh();
      failing = false;
    } catch (error) {
      if (!failing && !closed) log.warn({ error: error instanceof Error ? error.name : 'no error' }, 'the registry cannot be read; providers stay as they were known last, for a while');
      failing = true;
    }
  }

  async function listen(): Promise<void> {
    listener = await listenForChanges(url, () => void refreshQuietly(), () => {
      listener = null;
      log.warn('changes of providers cannot be heard; the registry is read more often until they can');
      wake();
    }).catch(() => null);
  }

  let wake: () => void = () => undefined;
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, listener === null ? deafPollMs : pollMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function follow(): Promise<void> {
    while (!closed) {
      await pause();
      if (closed) return;
      // First what may have been missed, then the ear: a change between the two is read with the next look.
      await refreshQuietly();
      if (listener === null) {
        await listen();
        await refreshQuietly();
      }
    }
  }

  await listen();
  await refresh();
  const following = follow();

  return {
    of(insurerId) {
      const standing = standings.get(insurerId);
      const isStale = unreadSince !== null && performance.now() - unreadSince > believedMs;
      return isStale && standing?.kind === 'active' ? { kind: 'paused', since: new Date().toISOString(), reason: 'The registry cannot be read.' } : standing;
    },
    onChange(tell) {
      listeners.add(tell);
      return () => void listeners.delete(tell);
    },
    activeExtensions: () => activeExtensions(known.values()),
    refresh,
    async close() {
      closed = true;
      wake();
      await following;
      await running.catch(() => undefined);
      await listener?.close();
    },
  };
}

function fingerprint(row: StandingRow | undefined): string {
  return row === undefined ? '' : JSON.stringify([row.registrationId, row.state, row.since, row.reason, row.versionId]);
}

function standingOf({ insurerId, state, reason, since, versionId, url, deadlineMs }: StandingRow): Standing {
  if (state === 'ACTIVE') return { kind: 'active', provider: { insurerId, url, deadlineMs, version: versionId } };
  return { kind: state === 'PAUSED' ? 'paused' : 'withdrawn', since: since.toISOString(), reason: reason ?? '' };
}
