import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';

/** Share of the time by room, largest first. */
export type Shares = readonly (readonly [room: string, share: number])[];

// What stands still, and the profiler itself, are no time of the gateway.
const NO_TIME = /^(\(idle\)|dispatch) $/;

const ROOMS: readonly (readonly [pattern: RegExp, room: string])[] = [
  [/^\(garbage collector\)/, 'garbage collection'],
  [/node_modules\/undici|wasm:/, 'HTTP client (undici)'],
  [/node:(_http|net|internal\/(stream|http|net))|^(writev|writeBuffer|writeLatin1String|writeUtf8String|shutdown) /, 'sockets and HTTP of node'],
  [/gateway\/execution\/slices|^[a-z]\d+[a-z]?(_\d+)? $/, 'reading and writing slices'],
  [/node:buffer|^(isUtf8|utf8Slice|utf8Write|latin1Slice|createUnsafeArrayBuffer) /, 'bytes to text and back'],
  [/gateway\/execution/, 'the rest of execution'],
  [/gateway\/server/, 'the door'],
  [/gateway\/(limits|auth)/, 'limits and identity'],
  [/gateway\/telemetry|prom-client|opentelemetry|pino/, 'telemetry'],
  [/@apollo\/server/, '@apollo/server'],
  [/node_modules\/graphql/, 'graphql'],
  [/^(runMicrotasks|processTicksAndRejections|run|set|ref|unref|toggleTimerRef|getLibuvNow|now|enqueueMicrotask) |node:(events|timers|internal|async_hooks|domain)/, 'events, timers and promises of node'],
  [/^\(program\)/, 'native code'],
];

/** Profiles this process until the answer is called, which tells where its time went. */
export async function watchTime(): Promise<() => Promise<Shares>> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return async () => {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    return sharesOf(profile);
  };
}

function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const roomOfNode = new Map(nodes.map(({ id, callFrame: { functionName, url } }) => [id, NO_TIME.test(`${functionName} ${url}`) ? null : roomOf(`${functionName} ${url}`)]));
  const spent = new Map<string, number>();
  samples.forEach((id, index) => {
    const room = roomOfNode.get(id);
    if (room) spent.set(room, (spent.get(room) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return [...spent].map(([room, time]) => [room, time / total] as const).sort(([, one], [, other]) => other - one);
}

function roomOf(frame: string): string {
  return ROOMS.find(([pattern]) => pattern.test(frame))?.[1] ?? 'other';
}
