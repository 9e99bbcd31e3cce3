import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { compose } from '../../schema/tools/compose.ts';
import { HOUSES, folderOf, readHouses } from '../../schema/tools/houses.ts';
import { ROOT } from '../kit/source-file.ts';

/** What a house says to the graph, by the name of its constant. */
interface Said {
  readonly house: string;
  readonly name: string;
  readonly document: string;
}

async function saidBy(house: string): Promise<Said[]> {
  const folder = new URL(`../../${folderOf(house)}/asks/`, import.meta.url);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.ts')) : [];
  const said = await Promise.all(files.map(async (file) => {
    const exported = Object.entries((await import(new URL(file, folder).href)) as Record<string, unknown>);
    return exported.flatMap(([name, document]) => (/_(ASK|TELL)$/.test(name) && typeof document === 'string' ? [{ house, name, document }] : []));
  }));
  return said.flat();
}

const schema = buildSchema(compose(await readHouses(ROOT.replace(/\/$/, ''))).apiSdl);
const said = (await Promise.all(HOUSES.map(({ name }) => saidBy(name)))).flat();

function wrongWith({ name, document }: Said): string[] {
  const parsed = parse(document);
  const operations = parsed.definitions.filter((each) => each.kind === 'OperationDefinition');
  const [operation] = operations;
  const wrong = validate(schema, parsed).map((error) => error.message);
  if (operation === undefined || operations.length !== 1) return [...wrong, 'one operation a document'];
  if (operation.name === undefined) wrong.push('an operation has a name, which the logs show');
  if (operation.operation !== (name.endsWith('_ASK') ? 'query' : 'mutation')) wrong.push(`${name} is a ${operation.operation}`);
  return wrong;
}

describe('what the houses say to the graph', () => {
  it.each(HOUSES.map(({ name }) => name))('is something, by %s', (house) => {
    expect(said.filter((each) => each.house === house).map((each) => each.name)).not.toEqual([]);
  });

  it.each(said.map((each) => [each.house, each.name, each] as const))('fits the composed schema: %s %s', (_house, _name, each) => {
    expect(wrongWith(each)).toEqual([]);
  });

  it('is found wrong when it is', () => {
    const wrong = (name: string, document: string): number => wrongWith({ house: 'x', name, document }).length;
    expect(wrong('A_ASK', 'query A { __typename }')).toBe(0);
    expect(wrong('A_ASK', 'query A { nothingOfThisName }')).toBe(1);
    expect(wrong('A_ASK', '{ __typename }')).toBe(1);
    expect(wrong('A_TELL', 'query A { __typename }')).toBe(1);
  });
});
