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
const settings = await readFile(new URL('gateway/SETTINGS.md', ROOT), 'utf8');

/** The names in the first column of the table under a heading, each with what stands at its place in the second. */
function settingsUnder(heading: string): [name: string, preset: string | undefined][] {
  const section = settings.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return section.split('\n').filter((line) => line.startsWith('| `')).flatMap((line) => {
    const [names = [], presets = []] = line.split('|').slice(1, 3).map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text));
    return names.map((name, place): [string, string | undefined] => [name, presets[place]]);
  });
}

describe('README.md and gateway/SETTINGS.md', () => {
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
    expect(settingsUnder(heading).map(([name]) => name).sort()).toEqual(Object.keys(shape).sort());
  });

  it('gives the numbers of the gateway that hold when nothing is set', () => {
    const numbers = Object.entries(GATEWAY_SETTINGS).map(([name, setting]) => [name, setting.safeParse(undefined).data] as const)
      .filter(([, value]) => typeof value === 'number').map(([name, value]) => [name, String(value)]);
    expect(numbers.length).toBeGreaterThan(10);
    expect(settingsUnder('Gateway (`npm run gateway`)')).toEqual(expect.arrayContaining(numbers));
  });

  it('asks questions the graph can answer', async () => {
    const schema = buildSchema(await readFile(new URL('schema/api.graphql', ROOT), 'utf8'), { assumeValidSDL: true });
    const questions = [...readme.matchAll(/```graphql\n([^]*?)```/g)].map(([, text = '']) => text);
    expect(questions.length).toBeGreaterThan(0);
    expect(questions.flatMap((text) => validate(schema, parse(text)).map(({ message }) => message))).toEqual([]);
  });
});
