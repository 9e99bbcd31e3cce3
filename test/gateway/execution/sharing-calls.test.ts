import { describe, expect, it } from '@jest/globals';
import { Departures } from '../../../gateway/execution/departures.ts';
import { sharingCalls } from '../../../gateway/execution/sharing-calls.ts';
import { SourceFailure } from '../../../gateway/execution/source-failure.ts';
import type { ReadAnswer, Source, SourceAnswer, SourceCall } from '../../../gateway/execution/source.ts';

const BODY = Buffer.from('{"query":"{ a }"}');
const ANSWER = Buffer.from('{"data":{"a":{"b":1}}}');

/** A source that answers when it is told to. */
function slow() {
  const calls: { readonly call: SourceCall; readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const waits = <Result>(call: SourceCall, answered: () => Result) => new Promise<Result>((resolve, reject) => {
    calls.push({ call, end: () => resolve(answered()), fail: reject });
  });
  const source: Source = {
    name: 'far',
    keys: { keys: [] },
    execute: (_request, call) => waits(call, (): SourceAnswer => ({ data: { a: { b: 1 } } })),
    exchange: (_request, call, read) => waits(call, (): SourceAnswer | null => (read(ANSWER) ? null : { data: { a: { b: 1 } }, errors: [{ message: 'no' }] })),
    forward: async () => false,
    ready: async () => true,
    close: async () => undefined,
  };
  return { source: sharingCalls(source), calls };
}

function caller(given: Partial<SourceCall> = {}) {
  const departures = new Departures();
  const call: SourceCall = { envelope: 'sealed', requestId: 'request-0001', locale: 'en', departures, ...given };
  return { call, leave: () => departures.leave(new Error('the caller has left')) };
}

const exchanged = async ({ source }: ReturnType<typeof slow>, read: ReadAnswer, given: Partial<SourceCall> = {}, body = BODY) =>
  await source.exchange?.({ body, isQuery: true }, caller(given).call, read) ?? null;
const executed = ({ source }: ReturnType<typeof slow>, query = '{ a }', given: Partial<SourceCall> = {}) => source.execute({ query }, caller(given).call);

describe('identical calls to a subgraph in flight', () => {
  it('are one call, whose bytes everybody reads', async () => {
    const world = slow();
    const read: Buffer[] = [];
    const all = [1, 2, 3].map(() => exchanged(world, (bytes) => { read.push(bytes); return true; }));
    expect(world.calls).toHaveLength(1);
    world.calls[0]?.end();
    expect(await Promise.all(all)).toEqual([null, null, null]);
    expect(read).toEqual([ANSWER, ANSWER, ANSWER]);
    void exchanged(world, () => true);
    expect(world.calls).toHaveLength(2);
  });

  it('give who cannot read the bytes what they mean', async () => {
    const world = slow();
    const both = [exchanged(world, () => true), exchanged(world, () => false)];
    world.calls[0]?.end();
    expect(await Promise.all(both)).toEqual([null, { data: { a: { b: 1 } } }]);
  });

  it.each([
    ['executed', (world: ReturnType<typeof slow>) => executed(world)],
    ['exchanged without being read', (world: ReturnType<typeof slow>) => exchanged(world, () => false)],
  ])('give each an answer of its own, which it may change: %s', async (_how, ask) => {
    const world = slow();
    const both = [ask(world), ask(world)];
    world.calls[0]?.end();
    const [one, other] = await Promise.all(both);
    expect(world.calls).toHaveLength(1);
    expect(one).toEqual(other);
    expect(one?.data?.a).not.toBe(other?.data?.a);
  });

  it('are several where identity, language, text or variables differ', () => {
    const world = slow();
    void executed(world);
    void executed(world, '{ b }');
    void executed(world, '{ a }', { envelope: 'of another' });
    void executed(world, '{ a }', { locale: 'ar' });
    void world.source.execute({ query: '{ a }', variables: { n: 1 } }, caller().call);
    void exchanged(world, () => true, {}, Buffer.from('{"query":"{ a }","variables":{"n":2}}'));
    expect(world.calls).toHaveLength(6);
  });

  it('never share a mutation, nor what is not to be given up', () => {
    const world = slow();
    for (const _twice of [1, 2]) {
      void executed(world, 'mutation { a }');
      void world.source.exchange?.({ body: BODY, isQuery: false }, caller().call, () => true);
      void executed(world, '{ a }', { departures: undefined });
    }
    expect(world.calls).toHaveLength(6);
  });

  it('fail for everybody with the same failure', async () => {
    const world = slow();
    const both = Promise.allSettled([executed(world), executed(world)]);
    const failure = new SourceFailure('DOWNSTREAM_SERVICE_ERROR', 'far', 'down');
    world.calls[0]?.fail(failure);
    expect(await both).toEqual([{ status: 'rejected', reason: failure }, { status: 'rejected', reason: failure }]);
  });

  it('go on when one leaves, and are given up when all have left', async () => {
    const world = slow();
    const [one, other] = [caller(), caller()];
    const leaving = Promise.allSettled([world.source.execute({ query: '{ a }' }, one.call)]);
    const staying = Promise.allSettled([world.source.execute({ query: '{ a }' }, other.call)]);
    one.leave();
    expect(await leaving).toEqual([{ status: 'rejected', reason: expect.objectContaining({ name: 'SourceFailure', code: 'DEADLINE_EXCEEDED', service: 'far' }) }]);
    expect(world.calls[0]?.call.departures?.reason).toBeNull();
    other.leave();
    await staying;
    expect(world.calls[0]?.call.departures?.reason).toBeInstanceOf(Error);
    void executed(world);
    expect(world.calls).toHaveLength(2);
  });

  it('are not begun for one who has left', async () => {
    const world = slow();
    const gone = caller();
    gone.leave();
    await expect(world.source.execute({ query: '{ a }' }, gone.call)).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(world.calls).toHaveLength(0);
  });
});
