import { readFile } from 'node:fs/promises';
import type { SubgraphSdl } from './compose.ts';

/** The houses whose SDL makes the graph. The addresses are those of houses started one by one on one machine. */
export const HOUSES = [
  { name: 'associations', url: 'http://127.0.0.1:4001/graphql' },
  { name: 'regulation', url: 'http://127.0.0.1:4002/graphql' },
  { name: 'insurers', url: 'http://127.0.0.1:4003/graphql' },
] as const;

/** The SDL of every house; `root` is the project's folder. */
export function readHouses(root: string): Promise<SubgraphSdl[]> {
  return Promise.all(HOUSES.map(async ({ name, url }) => ({
    name,
    url,
    sdl: await readFile(`${root}/schema/${name}.graphql`, 'utf8'),
  })));
}
