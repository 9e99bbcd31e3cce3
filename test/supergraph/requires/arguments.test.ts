import { describe, expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const PRICES: Readonly<Record<string, number>> = { USD: 11, EUR: 22 };

const ask = tinyGraph({
  catalogue: {
    sdl: `
      type Query { product: Product products: [Product!]! }
      type Product @key(fields: "id") {
        id: ID! price(currency: String! = "USD"): Int! comments(limit: Int! = 2): [Comment!]! category: Category!
      }
      type Comment { text: String! }
      type Category { average(currency: String!): Int! }`,
    resolvers: {
      Query: { product: () => ({ id: 'p' }), products: () => [{ id: 'p' }, { id: 'q' }, { id: 'p' }] },
      Product: {
        __resolveReference: (told: object) => told,
        price: (_: unknown, { currency }: { currency: string }) => PRICES[currency],
        comments: (_: unknown, { limit }: { limit: number }) => Array.from({ length: limit }, (_each, index) => ({ text: `c${index}` })),
        category: () => ({}),
      },
      Category: { average: (_: unknown, { currency }: { currency: string }) => (PRICES[currency] ?? 0) + 1 },
    },
  },
  shipping: {
    sdl: `
      type Product @key(fields: "id") {
        id: ID! price(currency: String! = "USD"): Int! @external comments(limit: Int! = 2): [Comment!]! @external category: Category! @external
        inDollars: Int! @requires(fields: "price(currency: \\"USD\\")")
        inEuros: Int! @requires(fields: "price(currency: \\"EUR\\")")
        byDefault: Int! @requires(fields: "price")
        dollarsOf: String! @requires(fields: "price(currency: \\"USD\\") category { average(currency: \\"USD\\") }")
        eurosOf: String! @requires(fields: "category { average(currency: \\"EUR\\") }")
        said: String! @requires(fields: "comments(limit: 3) { text }")
        weight(factor: Int! = 1): Int!
      }
      type Comment { text: String! @external }
      type Category { average(currency: String!): Int! @external }`,
    resolvers: {
      Product: {
        __resolveReference: (told: object) => told,
        inDollars: ({ price }: { price: number }) => price,
        inEuros: ({ price }: { price: number }) => price,
        byDefault: ({ price }: { price: number }) => price,
        dollarsOf: ({ price, category }: { price: number; category: { average: number } }) => `${price} ${category.average}`,
        eurosOf: ({ category }: { category: { average: number } }) => String(category.average),
        said: ({ comments }: { comments: { text: string }[] }) => comments.map(({ text }) => text).join(' '),
        weight: (_: unknown, { factor }: { factor: number }) => factor,
      },
    },
  },
});

const dataOf = async (query: string, variables = {}) => {
  const { data, errors } = await ask(query, variables);
  expect(errors).toEqual([]);
  return data;
};

describe('arguments in @requires', () => {
  it('keeps the client\'s arguments and those required apart', async () => {
    expect(await dataOf('{ product { comments(limit: 1) { text } said } }'))
      .toEqual({ product: { comments: [{ text: 'c0' }], said: 'c0 c1 c2' } });
    expect(await dataOf('{ product { said comments(limit: 1) { text } all: comments { text } } }'))
      .toEqual({ product: { said: 'c0 c1 c2', comments: [{ text: 'c0' }], all: [{ text: 'c0' }, { text: 'c1' }] } });
  });

  it('keeps two sets that require different arguments apart', async () => {
    expect(await dataOf('{ product { inDollars inEuros } }')).toEqual({ product: { inDollars: 11, inEuros: 22 } });
    expect(await dataOf('{ product { inEuros inDollars byDefault price(currency: "EUR") } }'))
      .toEqual({ product: { inEuros: 22, inDollars: 11, byDefault: 11, price: 22 } });
  });

  it('keeps them apart inside objects, and for every entity of a list', async () => {
    const product = { inEuros: 22, dollarsOf: '11 12', eurosOf: '23' };
    expect(await dataOf('{ products { inEuros dollarsOf eurosOf } }')).toEqual({ products: [product, product, product] });
  });

  it('sends each variable only to the part that uses it', async () => {
    expect(await dataOf('query ($f: Int!) { product { inDollars inEuros weight(factor: $f) } }', { f: 3 }))
      .toEqual({ product: { inDollars: 11, inEuros: 22, weight: 3 } });
  });
});

describe('representations', () => {
  it('are sent once for each entity', async () => {
    const { asked } = await ask('{ products { inDollars } }');
    expect(asked.map(({ request }) => request.variables?.representations)).toEqual([
      undefined, [{ __typename: 'Product', id: 'p', price: 11 }, { __typename: 'Product', id: 'q', price: 11 }],
    ]);
  });
});
