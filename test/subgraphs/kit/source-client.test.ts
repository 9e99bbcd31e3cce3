import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { createSourceClient } from '../../../subgraphs/kit/source-client.ts';
import type { Lookup } from '../../../subgraphs/kit/source-client.ts';
import { playSource, sendJson } from './source-playing.ts';
import type { ReceivedCall } from './source-playing.ts';

interface Doubled { readonly twice: number }

const DOUBLE: Lookup<Doubled> = {
  path: '/doubles',
  fact: 'double',
  answer: z.object({ twice: z.number() }),
  contradictionIn: ({ twice }) => (twice % 2 === 0 ? null : 'twice is odd'),
};

const NOW = new Date('2026-03-01T09:00:00.000Z');
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function sourceThat(
  play: (call: ReceivedCall, nth: number) => void,
  { deadlineMs = 10_000, programmeMode = 'LIVE' as ProgrammeMode, path = '' } = {},
) {
  const source = await playSource(play);
  const client = createSourceClient('numbers', {
    url: source.url + path, deadlineMs, programmeMode, verifiedBy: 'the-test', now: () => NOW,
  });
  open.push(source, client);
  return { calls: source.calls, ask: (numbers: number[]) => client.ask(DOUBLE, numbers.map((n) => ({ n }))) };
}

function answersTo({ refs, questions }: ReceivedCall) {
  return refs.map((ref, at) => ({ ref, answer: { twice: (questions[at] as { n: number }).n * 2 } }));
}

function answerRightly(call: ReceivedCall): void {
  sendJson(call.response, { answers: answersTo(call) });
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function unavailable(reason: string | RegExp) {
  return expect.objectContaining({
    code: 'SOURCE_UNAVAILABLE', source: 'numbers', reason: expect.stringMatching(reason), values: { source: 'numbers' },
  });
}

describe('a source client', () => {
  it('makes each answer a fact with where it came from', async () => {
    const { ask } = await sourceThat(answerRightly);
    expect(await ask([21])).toEqual([
      { name: 'double', value: { twice: 42 }, source: 'numbers', asOf: NOW.toISOString(), verifiedBy: 'the-test' },
    ]);
  });

  it('cuts a large ask into calls of 1,000 and keeps the order', async () => {
    const { ask, calls } = await sourceThat(answerRightly);
    const facts = await ask(numbersTo(4_321));
    expect(facts.map((fact) => fact.value.twice)).toEqual(numbersTo(4_321).map((n) => n * 2));
    expect(calls.map((call) => call.questions.length).sort((a, b) => b - a)).toEqual([1_000, 1_000, 1_000, 1_000, 321]);
  });

  it('puts answers that come in another order back to their questions', async () => {
    const { ask } = await sourceThat((call) => sendJson(call.response, { answers: answersTo(call).reverse() }));
    expect((await ask([1, 2, 3])).map((fact) => fact.value.twice)).toEqual([2, 4, 6]);
  });

  it('makes no call for no questions', async () => {
    const { ask, calls } = await sourceThat(answerRightly);
    expect(await ask([])).toEqual([]);
    expect(calls).toHaveLength(0);
  });

  it('keeps a path in the address of the source', async () => {
    const { ask, calls } = await sourceThat(answerRightly, { path: '/v1/' });
    await ask([1]);
    expect(calls[0]?.path).toBe('/v1/doubles');
  });

  it.each([
    ['a status 503', (call: ReceivedCall) => sendJson(call.response, {}, 503)],
    ['a reset connection', (call: ReceivedCall) => call.request.socket.resetAndDestroy()],
  ])('tries once more after %s', async (_, fail) => {
    const { ask, calls } = await sourceThat((call, nth) => (nth === 0 ? fail(call) : answerRightly(call)));
    expect((await ask([2]))[0]?.value).toEqual({ twice: 4 });
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['stays at status 503', (call: ReceivedCall) => sendJson(call.response, {}, 503), 'status 503', 2],
    ['keeps resetting', (call: ReceivedCall) => call.request.socket.resetAndDestroy(), 'connection failed', 2],
    ['refuses the questions', (call: ReceivedCall) => sendJson(call.response, {}, 400), 'status 400', 1],
    ['redirects', ({ response }: ReceivedCall) => response.writeHead(307, { location: '/doubles' }).end(), '307', 1],
    ['answers HTML', ({ response }: ReceivedCall) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'), 'text/html', 1],
    ['answers garbage', ({ response }: ReceivedCall) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"answers": [{'), 'not JSON', 1],
    ['answers what is not HTTP', (call: ReceivedCall) => call.request.socket.end('1101798278 no\r\n\r\n'),
      'connection failed', 1],
    ['breaks the shape', (call: ReceivedCall) =>
      sendJson(call.response, { answers: [{ ref: 0, answer: { twice: 'Sara' } }] }), 'answers.0.answer.twice', 1],
    ['leaves out an answer', (call: ReceivedCall) => sendJson(call.response, { answers: [] }), 'one for each', 1],
    ['answers twice', (call: ReceivedCall) =>
      sendJson(call.response, { answers: [...answersTo(call), ...answersTo(call)] }), 'one for each', 1],
    ['answers something else', (call: ReceivedCall) =>
      sendJson(call.response, { answers: [{ ref: 7, answer: { twice: 2 } }] }), 'nobody asked', 1],
    ['answers too much', (call: ReceivedCall) =>
      sendJson(call.response, { answers: answersTo(call), more: 'x'.repeat(2 * 1024 * 1024) }), 'longer than', 1],
  ])('is unavailable when the source %s', async (_, play, reason, calls) => {
    const source = await sourceThat(play);
    await expect(source.ask([1])).rejects.toEqual(unavailable(reason));
    expect(source.calls).toHaveLength(calls);
  });

  it('does not tell what stood in a broken answer', async () => {
    const { ask } = await sourceThat((call) =>
      sendJson(call.response, { answers: [{ ref: 0, answer: { twice: 'Sara 1101798278' } }] }));
    const error = await ask([1]).catch((caught: unknown) => caught);
    expect(String((error as Error).stack)).not.toContain('Sara');
    expect(JSON.stringify(error)).not.toContain('1101798278');
  });

  it.each([
    ['never answers', () => undefined],
    ['stops in the middle of an answer', ({ response }: ReceivedCall) =>
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"answers": [')],
    ['is down until the deadline is over', (call: ReceivedCall, nth: number) => {
      if (nth === 0) sendJson(call.response, {}, 503);
    }],
  ])('gives up at the deadline when the source %s', async (_, play) => {
    const { ask } = await sourceThat((call, nth) => void play(call, nth), { deadlineMs: 300 });
    await expect(ask([1])).rejects.toEqual(unavailable('within 300 ms'));
  });

  it('is unavailable when nobody listens', async () => {
    const source = await playSource(answerRightly);
    await source.close();
    const client = createSourceClient('numbers', {
      url: source.url, deadlineMs: 10_000, programmeMode: 'LIVE', verifiedBy: 'the-test', now: () => NOW,
    });
    open.push(client);
    await expect(client.ask(DOUBLE, [{ n: 1 }])).rejects.toEqual(unavailable('ECONNREFUSED'));
  });

  it('lets go of the other parts when one has no answer', async () => {
    const others: Promise<unknown>[] = [];
    const { ask, calls } = await sourceThat((call, nth) => {
      if (nth < 3) others.push(once(call.response, 'close'));
      else sendJson(call.response, {}, 400);
    }, { deadlineMs: 120_000 });
    await expect(ask(numbersTo(9_000))).rejects.toEqual(unavailable('status 400'));
    await Promise.all(others);
    expect(calls).toHaveLength(4);
  });

  it('names every question whose answer cannot be true', async () => {
    const { ask } = await sourceThat((call) => sendJson(call.response, {
      answers: answersTo(call).map(({ ref, answer }) => ({ ref, answer: answer.twice === 2_200 ? { twice: 1 } : answer })),
    }));
    await expect(ask(numbersTo(1_200))).rejects.toMatchObject({
      code: 'SOURCE_CONTRADICTION',
      source: 'numbers',
      contradictions: [{ position: 1_100, reason: 'twice is odd' }],
    });
  });

  describe('answered by a sandbox', () => {
    const byHeader = (call: ReceivedCall) => {
      call.response.setHeader('x-wasq-sandbox', 'numbers');
      answerRightly(call);
    };
    const byBody = (call: ReceivedCall) => sendJson(call.response, { sandbox: true, answers: answersTo(call) });

    it.each([
      ['PILOT', 'header', byHeader], ['LIVE', 'header', byHeader], ['PILOT', 'body', byBody], ['LIVE', 'body', byBody],
    ] as const)('refuses it in %s by its %s', async (programmeMode, _, play) => {
      const { ask, calls } = await sourceThat(play, { programmeMode });
      await expect(ask([1])).rejects.toEqual(unavailable(`a sandbox answered, and the programme is ${programmeMode}`));
      expect(calls).toHaveLength(1);
    });

    it('names the sandbox as the source in SANDBOX', async () => {
      const { ask } = await sourceThat(byHeader, { programmeMode: 'SANDBOX' });
      expect((await ask([1]))[0]).toMatchObject({ value: { twice: 2 }, source: 'sandbox:numbers' });
    });
  });
});
