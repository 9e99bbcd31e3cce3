import { expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

type Told = Readonly<Record<string, string>>;

/* The first subgraph is told the code for what is made of it and does not know it; `g` is reached by way of the code. */
const ask = tinyGraph({
  first: {
    sdl: 'type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! @shareable code: ID! @external made: String @requires(fields: "code") }',
    resolvers: { Query: { thing: () => ({ id: '1' }) }, Thing: { __resolveReference: (told: Told) => told, made: ({ code }: Told) => `made of ${code}` } },
  },
  second: {
    sdl: 'type Thing @key(fields: "id") @key(fields: "code") { id: ID! @shareable code: ID! @shareable y: String @external g: String @requires(fields: "y") }',
    resolvers: { Thing: { __resolveReference: ({ id, ...told }: Told) => ({ code: `c${id}`, ...told, id }), g: ({ y }: Told) => `g of ${y}` } },
  },
  third: {
    sdl: 'type Thing @key(fields: "code") { code: ID! @shareable y: String }',
    resolvers: { Thing: { __resolveReference: (told: Told) => told, y: ({ code }: Told) => `y of ${code}` } },
  },
});

it('asks for a key on the way to what is required where it is known, not where it is told', async () => {
  const { errors, data, asked } = await ask('{ thing { g } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({ thing: { g: 'g of y of c1' } });
  expect(asked.filter(({ service, request }) => service === 'first' && request.query.includes('code'))).toEqual([]);
});
