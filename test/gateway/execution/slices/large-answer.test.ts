import { buildSubgraphSchema } from '@apollo/subgraph';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { compose } from '../../../../schema/tools/compose.ts';
import { ownEngine } from '../../../supergraph/world/engines.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])\n';
const SDL = {
  one: `${LINK} type Query { items(count: Int!): [Item!] } type Item @key(fields: "id") { id: ID! text: String }`,
  other: `${LINK} type Item @key(fields: "id") { id: ID! more: String }`,
};

/** Every third item comes again. */
const itemOf = (index: number) => ({ id: `${'وسق'.repeat(15)}${index % 3 === 0 ? 0 : index}`, text: `a "text" \\ of ${index % 3 === 0 ? 0 : index}`.repeat(5) });
const RESOLVERS = {
  one: { Query: { items: (_: unknown, { count }: { count: number }) => Array.from({ length: count }, (_each, index) => itemOf(index)) } },
  other: { Item: { __resolveReference: ({ id }: { id: string }) => ({ id, more: `${id} more` }) } },
};

describe('an answer from slices', () => {
  // The larger ones outgrow the memory of an arena, of a request and of an answer, which is then done again; after them, little is written where much was.
  it.each([1, 30, 400, 3_000, 6_000, 2])('of %s items is the same bytes as by the generic way, and asks for the same', async (count) => {
    const names = ['one', 'other'] as const;
    const { supergraphSdl } = compose(names.map((name) => ({ name, url: `http://${name}.invalid`, sdl: SDL[name] })));
    const schemas = new Map(names.map((name) => [name, buildSubgraphSchema({ typeDefs: parse(SDL[name]), resolvers: RESOLVERS[name] as never })]));
    const engine = ownEngine(supergraphSdl, schemas);
    const query = 'query Large($count: Int!) { items(count: $count) { more text id __typename } }';
    const generic = await engine.run(query, { count });
    const quick = await engine.runQuickly(query, { count });
    expect(quick.json === JSON.stringify(generic.data)).toBe(true);
    expect(quick.asked).toEqual(generic.asked);
  }, 120_000);
});
