import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { honestly, lying, sendJson, tinyNetwork } from './tiny-network.ts';
import type { Behaviour, TinyNetwork } from './tiny-network.ts';

type Covers = { insurerId: string; id: string; card: { number: string; holder: { id: string } | null } | null; partner: { insurerId: string; id: string; card: { number: string } | null } | null }[];
type Entities = Record<string, unknown>[];

const COVERS = 'query ($of: [ID!]!) { covers(of: $of) { insurerId id card { number holder { id } } partner { insurerId id card { number } } } }';
const OF = ['good-1', 'bad-1', 'house-1', 'bad-2', 'good-2', 'bad-3'];
const BAD = [1, 3, 5];

let network: TinyNetwork | null = null;
afterEach(async () => {
  await network?.close();
  network = null;
});

const entitiesOf = ({ data }: { data: Record<string, unknown> | null }): Entities => data?._entities as Entities;

const write = (response: Parameters<Behaviour>[1], type: string, body: string, status = 200, more: Record<string, string> = {}): void =>
  void response.writeHead(status, { 'content-type': type, ...more }).end(body);

const BOMB = gzipSync(Buffer.alloc(32 << 20, ' '));

/** What an insurer may do wrong, and what its own fields then say. */
const WRONG: readonly (readonly [what: string, code: string, behave: Behaviour, settings?: { deadlineMs?: number }])[] = [
  ['answers garbage', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'application/json', '\u0000{not json')],
  ['answers nothing', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'application/json', '')],
  ['answers a list', 'PROVIDER_ANSWER_INVALID', (_honest, response) => sendJson(response, [1, 2])],
  ['answers neither data nor errors', 'PROVIDER_ANSWER_INVALID', (_honest, response) => sendJson(response, { ok: true })],
  ['answers without entities', 'PROVIDER_ANSWER_INVALID', (_honest, response) => sendJson(response, { data: {} })],
  ['answers entities that are no list', 'PROVIDER_ANSWER_INVALID', (_honest, response) => sendJson(response, { data: { _entities: { 0: 1 } } })],
  ['answers texts in place of entities', 'PROVIDER_ANSWER_NOT_ASKED', (_honest, response) => sendJson(response, { data: { _entities: ['a', 'b', 'c'] } })],
  ['answers HTML', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'text/html', '<html>{"data":{}}</html>')],
  ['answers JSON that says it is HTML', 'PROVIDER_ANSWER_INVALID', async (honest, response) => write(response, 'text/html', JSON.stringify(await honest()))],
  ['answers an error page', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'application/json', '{"message":"Internal"}', 500)],
  ['redirects', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'application/json', '{}', 302, { location: 'http://127.0.0.1:1/' })],
  ['redirects with an answer', 'PROVIDER_ANSWER_INVALID', async (honest, response) => write(response, 'application/json', JSON.stringify(await honest()), 307, { location: '/elsewhere' })],
  ['compresses', 'PROVIDER_ANSWER_INVALID', (_honest, response) => write(response, 'application/json', 'x', 200, { 'content-encoding': 'gzip' })],
  ['answers a few bytes that unpack to a thousand times as many', 'PROVIDER_ANSWER_INVALID', (_honest, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(BOMB)],
  ['does not say that it compressed them', 'PROVIDER_ANSWER_INVALID', (_honest, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(BOMB)],
  ['drips its headers', 'PROVIDER_TOO_SLOW', (_honest, response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    const drip = setInterval(() => response.socket?.write('x-more: 1\r\n'), 20);
    response.on('close', () => clearInterval(drip));
  }, { deadlineMs: 300 }],
  ['sends headers without an end', 'PROVIDER_UNREACHABLE', (_honest, response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${`x-more: ${'x'.repeat(1_000)}\r\n`.repeat(100)}`);
  }],
  ['sends half a body', 'PROVIDER_ANSWER_INVALID', async (honest, response) => {
    const body = JSON.stringify(await honest());
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length) });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  }],
  ['sends half a body of a chunked answer', 'PROVIDER_ANSWER_INVALID', async (honest, response) => {
    const body = JSON.stringify(await honest());
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(body.slice(0, body.length / 2), () => response.destroy());
  }],
  ['ends its answer in the middle', 'PROVIDER_ANSWER_INVALID', async (honest, response) => write(response, 'application/json', JSON.stringify(await honest()).slice(0, 40))],
  ['resets the connection', 'PROVIDER_UNREACHABLE', (_honest, response) => void response.destroy()],
  ['never answers', 'PROVIDER_TOO_SLOW', () => undefined, { deadlineMs: 300 }],
  ['begins and never ends', 'PROVIDER_TOO_SLOW', (_honest, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  }, { deadlineMs: 300 }],
  ['answers without an end', 'PROVIDER_ANSWER_TOO_LARGE', (_honest, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  }],
  ['answers more than it may', 'PROVIDER_ANSWER_TOO_LARGE', lying((answer) => ({ ...answer, padding: 'x'.repeat(300_000) }))],
  ['answers in another order', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => ({ data: { _entities: entitiesOf(answer).reverse() } }))],
  ['answers an entity too many', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => ({ data: { _entities: [...entitiesOf(answer), entitiesOf(answer)[0]] } }))],
  ['answers an entity too few', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => ({ data: { _entities: entitiesOf(answer).slice(1) } }))],
  ['answers one entity for all', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => ({ data: { _entities: entitiesOf(answer).map(() => entitiesOf(answer)[0]) } }))],
  ['answers an entity nobody asked for', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => JSON.parse(JSON.stringify(answer).replaceAll('"bad-2"', '"bad-9"')))],
  ['answers as another insurer', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => JSON.parse(JSON.stringify(answer).replaceAll('"bad"', '"good"')))],
  ['answers with another insurer\'s cover below its own', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === 'holder' ? { ...(value as object), own_insurerId: 'good', own_id: 'good-1', id: 'good-1' } : value))))],
  ['states another key than it echoes', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === 'partner' ? { ...(value as object), insurerId: 'good', id: 'good-1' } : value))))],
  ['answers another type', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => JSON.parse(JSON.stringify(answer).replaceAll('"Cover"', '"Card"')))],
  ['does not say what it answers about', 'PROVIDER_ANSWER_NOT_ASKED', lying((answer) => ({ data: { _entities: entitiesOf(answer).map(({ card, partner }) => ({ card, partner })) } }))],
  ['answers an object where a value was asked', 'PROVIDER_ANSWER_INVALID', lying((answer) => {
    for (const entity of entitiesOf(answer)) (entity.card as Record<string, unknown>).number = { evil: true };
    return answer;
  })],
  ['answers lists without an end', 'PROVIDER_ANSWER_INVALID', (_honest, response, { variables }) => {
    const entities = variables?.representations?.map(({ id }) => ({ own_type: 'Cover', own_insurerId: 'bad', own_id: id, card: 'DEEP' }));
    write(response, 'application/json', JSON.stringify({ data: { _entities: entities } }).replaceAll('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000)));
  }],
  ['answers an error without a path', 'PROVIDER_FIELD_FAILED', (_honest, response) => sendJson(response, { data: null, errors: [{ message: 'no', extensions: { code: 'OUR_OWN' } }] })],
  ['answers an error without anything', 'PROVIDER_FIELD_FAILED', (_honest, response) => sendJson(response, { errors: [{}] })],
  ['answers errors that are none', 'PROVIDER_FIELD_FAILED', (_honest, response) => sendJson(response, { data: null, errors: [null, 5, 'x', [], { path: 7 }, { path: [{}, null] }] })],
  ['answers an error at a place that is not its own', 'PROVIDER_FIELD_FAILED', (_honest, response) => sendJson(response, { data: null, errors: [{ message: 'x', path: ['_entities', 99] }, { path: ['covers', 0] }] })],
  ['answers errors without an end', 'PROVIDER_ANSWER_INVALID', (_honest, response) => sendJson(response, { data: null, errors: Array.from({ length: 3_000 }, () => ({ message: 'x' })) })],
];

describe('an insurer that', () => {
  it.each(WRONG)('%s costs its own fields, with %s, and nobody else\'s', async (_what, code, behave, settings = {}) => {
    network = await tinyNetwork({ good: honestly, bad: behave }, settings);
    const { data, errors = [] } = await network.ask(COVERS, { of: OF });
    const covers = (data as unknown as { covers: Covers }).covers;
    expect(covers.map(({ id }) => id)).toEqual(OF);
    covers.forEach(({ insurerId, id, card, partner }, index) => {
      if (BAD.includes(index)) return expect([card, partner]).toEqual([null, null]);
      expect(card).toEqual({ number: `card of ${id} by ${insurerId}`, holder: { id } });
      expect(partner).toEqual({ insurerId, id: `${insurerId}-partner`, card: { number: `card of ${insurerId}-partner by ${insurerId}` } });
    });
    const told = errors.map(({ path = [], extensions }) => ({ at: path[1], code: extensions.code, insurerId: extensions.insurerId }));
    // Which part of the key was wrong, and never what stood there.
    for (const { extensions } of errors) expect([extensions.code, extensions.expected !== undefined]).toEqual([extensions.code, extensions.code === 'PROVIDER_ANSWER_NOT_ASKED' && extensions.insurerId === 'bad']);
    expect(JSON.stringify(errors)).not.toContain('bad-9');
    expect(new Set(told.map(({ at }) => at))).toEqual(new Set(BAD));
    for (const each of told) expect(each).toEqual({ at: each.at, code, insurerId: 'bad' });
    for (const { message } of errors) expect(message).toMatch(/ this insurer /);
  });

  it('answers more fields than were asked is read for what was asked', async () => {
    const more = { extra: 'x', __proto__x: 1, constructor: { prototype: 1 }, toString: 'x' };
    network = await tinyNetwork({ bad: lying((answer) => ({ data: { ...answer.data, more, _entities: entitiesOf(answer).map((entity) => ({ ...entity, ...more })) }, extensions: more })) });
    const { data, errors } = await network.ask('{ covers(of: ["bad-1"]) { id card { number } } }');
    expect(errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(data))).toEqual({ covers: [{ id: 'bad-1', card: { number: 'card of bad-1 by bad' } }] });
  });

  it('fails at one field of one cover costs that field', async () => {
    network = await tinyNetwork({ bad: lying((answer) => {
      const second = entitiesOf(answer)[1] as Record<string, unknown>;
      const note = Object.keys(second).find((key) => key.endsWith('note')) ?? '';
      second[note] = null;
      return { ...answer, errors: [{ message: 'secret of a person', path: ['_entities', 1, note], extensions: { code: 'BOOK_CLOSED', http: { status: 500 }, person: 'x' } }] };
    }) });
    const { data, errors } = await network.ask('{ covers(of: ["house-1", "bad-1", "bad-2"]) { card { number } note(n: 3) } }');
    expect(JSON.parse(JSON.stringify(data))).toEqual({ covers: [
      { card: { number: 'card of house-1 by house' }, note: 'note 3 of house-1 by house' },
      { card: { number: 'card of bad-1 by bad' }, note: 'note 3 of bad-1 by bad' },
      { card: { number: 'card of bad-2 by bad' }, note: null },
    ] });
    expect(errors?.map(({ path, extensions }) => ({ path, ...extensions }))).toEqual([
      { path: ['covers', 2, 'note'], code: 'PROVIDER_FIELD_FAILED', insurerId: 'bad', providerCode: 'BOOK_CLOSED', service: 'network' },
    ]);
    expect(JSON.stringify([errors, network.lines])).not.toContain('secret of a person');
  });

  it('keeps failing is left alone for a while, and nobody else is', async () => {
    network = await tinyNetwork({ good: honestly, bad: (_honest, response) => void response.destroy() }, { circuit: { leastCalls: 3, failureShare: 0.5 } });
    const codes: unknown[] = [];
    for (let time = 0; time < 5; time += 1) {
      const { data, errors } = await network.ask('{ covers(of: ["bad-1", "good-1"]) { card { number } } }');
      codes.push(errors?.[0]?.extensions.code);
      expect(data).toMatchObject({ covers: [{ card: null }, { card: { number: 'card of good-1 by good' } }] });
    }
    expect(codes).toEqual(['PROVIDER_UNREACHABLE', 'PROVIDER_UNREACHABLE', 'PROVIDER_UNREACHABLE', 'PROVIDER_RESTING', 'PROVIDER_RESTING']);
    // A query is sent once more when the connection was reset.
    expect(network.received.get('bad')).toHaveLength(6);
  });

  it('stands at an address within our network is not called', async () => {
    network = await tinyNetwork({ bad: honestly }, { privateNetworks: false });
    const { errors } = await network.ask('{ covers(of: ["bad-1"]) { card { number } } }');
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['PROVIDER_ADDRESS_REFUSED']);
    expect(network.received.get('bad')).toEqual([]);
  });
});
