import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { GATEWAY_SETTINGS } from '../gateway/config.ts';
import { SANDBOX_SETTINGS } from '../gateway/sandbox-config.ts';
import { SETTINGS as ASSOCIATIONS } from '../subgraphs/associations/main.ts';
import { SETTINGS as INSURERS } from '../subgraphs/insurers/main.ts';
import { HOUSE_SETTINGS } from '../subgraphs/kit/house-config.ts';
import { SETTINGS as REGULATION } from '../subgraphs/regulation/main.ts';

const ROOT = new URL('../', import.meta.url);
const readme = await readFile(new URL('README.md', ROOT), 'utf8');

/** The names in the first column of the table under a heading. */
function settingsUnder(heading: string): string[] {
  const section = readme.split(/^###? /m).find((part) => part.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) =>
    [...(line.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name = '']) => name)).sort();
}

describe('README.md', () => {
  it('links to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([]);
  });

  it('names commands that exist', async () => {
    const { scripts } = JSON.parse(await readFile(new URL('package.json', ROOT), 'utf8')) as { scripts: Record<string, string> };
    const named = [...readme.matchAll(/npm (?:run )?(start|test|(?<=run )\w[\w:]*)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it.each([
    ['Gateway (`npm run gateway`)', GATEWAY_SETTINGS],
    ['Every house', { ...HOUSE_SETTINGS, ...ASSOCIATIONS, ...REGULATION, ...INSURERS }],
    ['Sandbox (`npm run sandbox`)', SANDBOX_SETTINGS],
  ])('lists every setting of %s and no other', (heading, shape) => {
    expect(settingsUnder(heading)).toEqual(Object.keys(shape).sort());
  });

  it('asks questions the graph can answer', async () => {
    const schema = buildSchema(await readFile(new URL('schema/api.graphql', ROOT), 'utf8'), { assumeValidSDL: true });
    const questions = [...readme.matchAll(/```graphql\n([^]*?)```/g)].map(([, text = '']) => text);
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message))).toEqual([]);
  });
});
