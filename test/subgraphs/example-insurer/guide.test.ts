import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, coerceInputValue, isInputObjectType, parse, validate } from 'graphql';
import { decodeJwt } from 'jose';
import { cutForInsurer } from '../../../gateway/auth/envelope-of-insurer.ts';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { ANONYMOUS } from '../../../schema/contracts/identity.ts';
import { principalOf } from '../../kit/principals.ts';
import { openGuide } from '../../kit/guide.ts';
import type { GuideReader } from '../../kit/guide.ts';

/* What of the guide can be held to its word without a graph. That its steps lead into the graph is seen in test/e2e. */

const INSURER = '018cc251-f400-7f13-93c0-5f8f6ccdf59c';
const here = (path: string): URL => new URL(`../../../subgraphs/example-insurer/${path}`, import.meta.url);

let text: string;
let guide: GuideReader;

beforeAll(async () => {
  text = await readFile(here('GUIDE.md'), 'utf8');
  guide = await openGuide(text, { OFFICER: 'o', REGULATOR: 'r' });
  await guide.read(1);
});
afterAll(() => guide.close());

const blocks = (language: string): string[] => [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, block = '']) => block);

describe('a word of the guide', () => {
  it('takes a value out of an answer', async () => {
    expect(await guide.type(`printf %s '{"data":{"a":{"b":{"id":"1"},"problems":[]}}}' | field data.a.b.id`)).toBe('1\n');
  });

  it.each([
    ['a refused command', '{"data":{"registerSubgraph":{"registration":null,"problems":[{"message":"Choose another."}]}}}', 'Choose another.\n'],
    ['a refused question', '{"errors":[{"message":"Too dear."}]}', 'Too dear.\n'],
    ['an answer without it', '{"data":{}}', 'There is no data.registerSubgraph.registration.id in this answer.\n'],
  ])('says what %s complains of', async (_what, answer, said) => {
    expect(await guide.type(`printf %s '${answer}' | field data.registerSubgraph.registration.id 2>&1 || true`)).toBe(said);
  });
});

describe('what the guide shows of a call', () => {
  it('is an identity as the gateway seals it, for a person and for nobody in particular', async () => {
    const [person, nobody] = blocks('json').map((block) => JSON.parse(block) as Record<string, unknown>);
    const signer = await createEnvelopeSigner();
    const sealed = async (principal: typeof ANONYMOUS) =>
      decodeJwt(await signer.sealCall(cutForInsurer({ principal, locale: 'en', mode: 'SANDBOX' }, INSURER, signer), `insurer:${INSURER}`, 'x'.repeat(43))) as unknown as Record<string, Record<string, string>>;
    const member = await sealed(principalOf('member', 'member-1'));
    const anonymous = await sealed(ANONYMOUS);
    expect(Object.keys(person ?? {}).sort()).toEqual(Object.keys(member).sort());
    expect(person).toMatchObject({ iss: member['iss'], aud: member['aud'], principal: { ...member['principal'], subject: expect.any(String) } });
    expect(nobody).toEqual({ ...anonymous['principal'], subject: expect.any(String) });
    expect(String((person?.['principal'] as { subject: string }).subject).length).toBe(member['principal']?.['subject']?.length);
  });

  it.each([['a line', 'EnrollLinesInput', 2], ['where a policy stands', 'PolicyStandingInput', 3]])('is %s as the contract has it', async (_what, name, block) => {
    const contract = buildSchema(await readFile(here('../../schema/insurer-network.graphql'), 'utf8'), { assumeValidSDL: true });
    const type = contract.getType(name);
    const { input } = JSON.parse(blocks('json')[block] ?? '') as { input: unknown };
    const wrong: string[] = [];
    if (isInputObjectType(type)) coerceInputValue(input, type, (_path, _value, error) => wrong.push(error.message));
    expect([type === undefined, wrong]).toEqual([false, []]);
  });

  it('are the queries by which cover is loaded, which the graph knows', async () => {
    const [queries = ''] = blocks('graphql');
    const api = buildSchema(await readFile(here('../../schema/api.graphql'), 'utf8'));
    expect(validate(api, parse(queries)).map(({ message }) => message)).toEqual([]);
    const script = await readFile(here('carried-pages.ts'), 'utf8');
    for (const query of queries.trim().split('\n\n')) expect(script).toContain(query);
  });
});
