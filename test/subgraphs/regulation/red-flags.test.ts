import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { startProcess } from '../../kit/process.ts';
import { process as releaseOf } from './domain/red-flags/releases.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-red-flags-`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  await writeFile(`${folder}/${name}`, content);
  return `${folder}/${name}`;
}

async function run(...args: string[]): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = startProcess(['subgraphs/regulation/red-flags.ts', ...args], {});
  const code = await child.ended;
  return { code, out: child.output(), err: child.errors() };
}

const single = (ocid: string) => JSON.stringify({ ocid, tender: { numberOfTenderers: 1, procurementMethod: 'open' } });
const identical = JSON.stringify(releaseOf('I', [{ by: 'A', amount: 7 }, { by: 'B', amount: 7 }]));

describe('the red-flags command', () => {
  it('writes one object of results, with what they were measured against', async () => {
    const file = await fileOf('good.jsonl', `${single('S')}\n${identical}\n`);
    const settings = await fileOf('two.ini', '[R018]\n[R028]\n[R024]\n');
    const { code, out, err } = await run('--settings', settings, file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe('{"OCID":{"S":{"R018":1.0},"I":{"R028":1.0}},"Tenderer":{"A":{"R028":1.0},"B":{"R028":1.0}},"Meta":{"R024":{"q1":null,"q3":null,"lower_fence":null}}}\n');
  }, 60_000);

  it('leaves out Meta, adds maps and counts on demand', async () => {
    const file = await fileOf('maps.jsonl', identical);
    const { out, err } = await run('-s', await fileOf('r028.ini', '[R028]'), '--no-meta', '--map', '--count', file);
    const { Maps, ...results } = JSON.parse(out) as Record<string, Record<string, unknown>>;
    expect(Object.keys(results)).toEqual(['OCID', 'Tenderer']);
    expect(Maps).toMatchObject({ ocid_tenderer_r028: { I: ['A', 'B'] }, ocid_tenderer: {} });
    expect(err).toContain('OCID: 1\nTenderer: 2\n');
  }, 60_000);

  it('tells every line it cannot use by its number and goes on', async () => {
    const file = await fileOf('bad.jsonl', Buffer.concat([
      Buffer.from(`${single('1')}\r\n{"ocid":"2",\n\n[3]\n{"id":"4"}\n`), Buffer.from([0x22, 0xff, 0x22, 0x0a]), Buffer.from(single('7')),
    ]));
    const { code, out, err } = await run('-s', await fileOf('r018.ini', '[R018]'), '--no-meta', file);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ OCID: { 1: { R018: 1 }, 7: { R018: 1 } } });
    expect(err.split('\n').filter((line) => line.startsWith('line ')).map((line) => line.split(': ').slice(0, 2).join(' '))).toEqual([
      'line 2 LINE_NOT_JSON', 'line 4 LINE_NOT_AN_OBJECT', 'line 5 OCID_MISSING', 'line 6 LINE_NOT_UTF8',
    ]);
    expect(err).toContain('2 of 7 lines were looked at');
  }, 60_000);

  it('goes on past a broken line, a missing field, a negative amount and a mix of currencies, each told with its code and where', async () => {
    const bids = (...details: [tenderer: string, amount: number | undefined, currency: string][]) => ({
      details: details.map(([id, amount, currency]) => ({ id, status: id === 'B' ? 'disqualified' : 'valid', tenderers: [{ id }], value: { currency, ...(amount === undefined ? {} : { amount }) } })),
    });
    const release = (ocid: string, more: object): string => JSON.stringify({ ocid, tender: { procurementMethod: 'open' }, awards: [{ id: 'a', status: 'active', suppliers: [{ id: 'A' }] }], ...more });
    const file = await fileOf('four.jsonl', [
      release('whole', { bids: bids(['A', 9, 'SAR'], ['B', 5, 'SAR']) }), '{"ocid": "broken", "bids"',
      release('missing', { bids: bids(['A', undefined, 'SAR'], ['B', 5, 'SAR']) }), release('negative', { bids: bids(['A', 9, 'SAR'], ['B', -5, 'SAR']) }),
      release('mixed', { bids: bids(['A', 9, 'SAR'], ['B', 5, 'USD']) }),
    ].join('\n'));
    const { code, out, err } = await run('-s', await fileOf('r036.ini', '[R036]'), '--no-meta', file);
    expect(code).toBe(0);
    const { OCID } = JSON.parse(out) as { OCID: Record<string, unknown> };
    expect(Object.keys(OCID).sort()).toEqual(['negative', 'whole']);
    for (const told of [/^line 2: LINE_NOT_JSON/m, /FIELD_MISSING.*missing|missing.*FIELD_MISSING/, /AMOUNT_NEGATIVE.*negative|negative.*AMOUNT_NEGATIVE/, /CURRENCY_OTHER.*mixed|mixed.*CURRENCY_OTHER/]) expect(err).toMatch(told);
    expect(err).toContain('4 of 5 lines were looked at');
  }, 60_000);

  it('tells the first hundred of a kind and the number of the rest', async () => {
    const { err } = await run('-s', await fileOf('r018b.ini', '[R018]'), await fileOf('many.jsonl', '{\n'.repeat(120)));
    expect(err.match(/^line \d+: LINE_NOT_JSON/gm)).toHaveLength(100);
    expect(err).toContain('LINE_NOT_JSON: 120 in all, 20 of them not shown');
  }, 60_000);

  it('runs all ten when no settings are given, and says so', async () => {
    const { out, err } = await run('--no-meta', await fileOf('plain.jsonl', single('S')));
    expect(JSON.parse(out)).toEqual({ OCID: { S: { R018: 1 } } });
    expect(err).toContain('all of R003, R018');
  }, 60_000);

  it.each([
    ['no file', [], /ARGUMENTS_INVALID/],
    ['a file that is not there', ['/nowhere.jsonl'], /FILE_UNREADABLE: \/nowhere.jsonl: ENOENT/],
    ['a folder', [tmpdir()], /is a folder/],
    ['settings that are not there', ['--settings', '/nowhere.ini', '-'], /SETTINGS_UNREADABLE/],
    ['an unknown option', ['--hurry', '-'], /ARGUMENTS_INVALID/],
  ])('refuses %s', async (_what, args, message) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(message);
  }, 60_000);
});
