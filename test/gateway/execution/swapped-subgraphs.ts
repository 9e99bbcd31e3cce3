import type { Tiny } from '../../kit/tiny-subgraphs.ts';

/** What is always in the graph. */
export const CORE: Tiny = {
  name: 'core',
  sdl: 'type Query { thing(id: ID!): Thing open: Int } type Thing @key(fields: "id") { id: ID! name: String }',
  resolvers: { Query: { thing: (_root: unknown, { id }: { id: string }) => ({ id, name: `thing ${id}` }), open: () => 1 } },
};

/** What joins and leaves. */
export const ADDED: Tiny = {
  name: 'added',
  sdl: 'type Thing @key(fields: "id") { id: ID! more: Int }',
  resolvers: { Thing: { __resolveReference: (reference: object) => reference, more: () => 7 } },
};
