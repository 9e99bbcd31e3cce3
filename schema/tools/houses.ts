import { readFile } from 'node:fs/promises';
import type { SubgraphSdl } from './compose.ts';

/**
 * The houses whose SDL makes the graph, and the network of insurers, whose default the insurers house serves. The
 * addresses are those of houses started one by one on one machine; the registry lives in the gateway itself and is
 * never called at its address.
 */
export const HOUSES = [
  { name: 'associations', url: 'http://127.0.0.1:4001/graphql', folder: 'subgraphs/associations' },
  { name: 'regulation', url: 'http://127.0.0.1:4002/graphql', folder: 'subgraphs/regulation' },
  { name: 'insurers', url: 'http://127.0.0.1:4003/graphql', folder: 'subgraphs/insurers' },
  { name: 'insurer-network', url: 'http://127.0.0.1:4003/insurer-network/graphql', folder: 'subgraphs/insurers', room: 'network' },
  { name: 'registry', url: 'http://127.0.0.1:4000/registry', folder: 'gateway/registry' },
] as const;

/** Where a house is, from the project's folder. */
export function folderOf(house: string): string {
  return HOUSES.find(({ name }) => name === house)?.folder ?? `subgraphs/${house}`;
}

/** Where the resolvers of a house's SDL are, from the project's folder. */
export function resolversOf(house: string): string {
  const known = HOUSES.find(({ name }) => name === house);
  const resolvers = `${folderOf(house)}/resolvers`;
  return known !== undefined && 'room' in known ? `${resolvers}/${known.room}` : resolvers;
}

/** The SDL of every house; `root` is the project's folder. */
export function readHouses(root: string): Promise<SubgraphSdl[]> {
  return Promise.all(HOUSES.map(async ({ name, url }) => ({
    name,
    url,
    sdl: await readFile(`${root}/schema/${name}.graphql`, 'utf8'),
  })));
}
