import { afterEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { sandboxLookup, startSandboxServer } from '../../../subgraphs/kit/sandbox-server.ts';

const colours = sandboxLookup<{ thing: string }, { colour: string }>({
  question: z.object({ thing: z.string() }),
  answer: ({ thing }, table) => ({ colour: table.get(thing) ?? 'GREEN' }),
  contradict: () => ({ colour: 'NONE' }),
});

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function startColours(programmeMode: ProgrammeMode = 'SANDBOX') {
  const sandbox = await startSandboxServer({
    name: 'colours', lookups: { '/colours': colours }, table: { field: 'paints', values: ['RED', 'BLUE'] },
  }, { programmeMode });
  open.push(sandbox);
  return {
    sandbox,
    put: (body: unknown) => fetch(`${sandbox.url}/control`, { method: 'PUT', body: JSON.stringify(body) }),
    post: (body: unknown, path = '/colours') =>
      fetch(sandbox.url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    async colourOf(thing: string) {
      const response = await fetch(`${sandbox.url}/colours`, {
        method: 'POST', body: JSON.stringify({ questions: [{ ref: 0, question: { thing } }] }),
      });
      return ((await response.json()) as { answers: { answer: { colour: string } }[] }).answers[0]?.answer.colour;
    },
  };
}

describe('a sandbox server', () => {
  it('says on every answer what it is', async () => {
    const { post } = await startColours();
    for (const [response, status] of [
      [await post({ questions: [{ ref: 3, question: { thing: 'door' } }] }), 200],
      [await post({ questions: [{ ref: 3 }] }), 400],
      [await post('{'), 400],
      [await post({ questions: Array(1_001).fill({ ref: 0, question: { thing: 'door' } }) }), 400],
      [await post('x'.repeat(1024 * 1024 + 1)), 400],
      [await post({}, '/elsewhere'), 404],
    ] as const) {
      expect(response.status).toBe(status);
      expect(response.headers.get('x-wasq-sandbox')).toBe('colours');
      expect(await response.json()).toMatchObject({ sandbox: true, source: 'colours' });
    }
  });

  it('takes and shows its settings, and keeps what was left out', async () => {
    const { put, sandbox } = await startColours();
    await put({ behaviour: 'slow', delayMs: 5, paints: { door: 'RED', wall: 'BLUE' } });
    await put({ paints: { wall: null } });
    const shown = await (await fetch(`${sandbox.url}/control`)).json();
    expect(shown).toEqual({
      sandbox: true, source: 'colours', behaviour: 'slow', delayMs: 5, downAs: 'UNAVAILABLE', paints: { door: 'RED' },
    });
  });

  it('answers by its table at run time', async () => {
    const { sandbox, colourOf } = await startColours();
    sandbox.control({ paints: { door: 'RED' } });
    expect([await colourOf('door'), await colourOf('wall')]).toEqual(['RED', 'GREEN']);
  });

  it.each([
    [{ behaviour: 'odd' }], [{ delayMs: -1 }], [{ paints: { door: 'PINK' } }], [{ colours: {} }], ['down'],
  ])('refuses the settings %j and changes nothing', async (wish) => {
    const { put, sandbox } = await startColours();
    expect((await put(wish)).status).toBe(400);
    expect(await (await fetch(`${sandbox.url}/control`)).json()).toMatchObject({ behaviour: 'normal', paints: {} });
  });

  it('contradicts itself between two calls', async () => {
    const { sandbox, colourOf } = await startColours();
    sandbox.control({ behaviour: 'contradictory' });
    expect([await colourOf('door'), await colourOf('door')]).toEqual(['NONE', 'GREEN']);
  });

  it('is down in both ways, and can be told to come back', async () => {
    const { put, post, colourOf } = await startColours();
    await put({ behaviour: 'down' });
    expect((await post({ questions: [] })).status).toBe(503);
    await put({ downAs: 'RESET' });
    await expect(post({ questions: [] })).rejects.toThrow();
    await put({ behaviour: 'normal' });
    expect(await colourOf('door')).toBe('GREEN');
  });

  it('closes while a slow answer waits', async () => {
    const { sandbox, colourOf } = await startColours();
    sandbox.control({ behaviour: 'slow', delayMs: 120_000 });
    const outcome = colourOf('door').then(() => 'answered', () => 'cut');
    await fetch(`${sandbox.url}/control`);
    await sandbox.close();
    open.pop();
    expect(await outcome).toBe('cut');
  });

  it.each(['PILOT', 'LIVE'] as const)('has no controls in %s', async (programmeMode) => {
    const { put, sandbox } = await startColours(programmeMode);
    expect((await put({ behaviour: 'down' })).status).toBe(404);
    expect((await fetch(`${sandbox.url}/control`)).status).toBe(404);
    expect(() => sandbox.control({ behaviour: 'down' })).toThrow(programmeMode);
  });
});
