import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { compose } from '../../../schema/tools/compose.ts';
import { estimateCost } from '../../../gateway/limits/cost.ts';
import { readCostRules } from '../../../gateway/limits/cost-rules.ts';
import { ownerOf, readFieldOwners } from '../../../gateway/limits/field-owners.ts';
import { operationTree } from '../../../gateway/limits/operation-tree.ts';

const link = (imports: string) => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", ${imports}])\n`;

const SHOP = `
  interface Priced { price: Int sellers(first: Int): [Seller!] }
  type Query {
    item: Item items: [Item!]! sized(first: Int = 3): [Item!]! @listSize(slicingArguments: ["first"])
    assumed: [Item!]! @listSize(assumedSize: 4)
    either(first: Int, last: Int): [Item!]! @listSize(slicingArguments: ["first", "last"], requireOneSlicingArgument: false, assumedSize: 7)
    connection(first: Int): ItemConnection @listSize(slicingArguments: ["first"], sizedFields: ["edges"])
    plain(first: Int): ItemConnection list(last: Int): [Item!] grid: [[Item!]!]!
    priced: Priced any: Any weighed(by: Int @cost(weight: 3), with: Page): Int
  }
  type Mutation { change(page: Page): Item }
  input Page { size: Int deep: Page dear: Int @cost(weight: 6) }
  type ItemConnection { edges: [ItemEdge!]! total: Int }
  type ItemEdge { node: Item }
  type Item implements Priced @key(fields: "id") {
    id: ID! name: String heavy: String @cost(weight: 20) related: [Item!]! price: Int sellers(first: Int): [Seller!]
  }
  type Service implements Priced { price: Int @cost(weight: 9) sellers(first: Int): [Seller!] @listSize(assumedSize: 50) hours: [Seller!]! }
  union Any = Item | Service
  type Seller @cost(weight: 5) { name: String }
`;
const REVIEWS = 'type Item @key(fields: "id") { id: ID! reviews(first: Int): [Review!]! } type Review { text: String item: Item! }';

function modelOf(shop: string, imports: string) {
  const { supergraphSdl, apiSdl } = compose([
    { name: 'shop', url: 'http://shop.invalid', sdl: link(imports) + shop },
    { name: 'the-reviews', url: 'http://reviews.invalid', sdl: link('"@tag"') + REVIEWS },
  ]);
  const supergraph = parse(supergraphSdl);
  return { api: buildSchema(apiSdl), rules: readCostRules(supergraph), ownerOf: ownerOf(readFieldOwners(supergraph)) };
}

const MODEL = modelOf(SHOP, '"@cost", "@listSize"');

function cost(text: string, variables: Record<string, unknown> = {}, model = MODEL) {
  const document = parse(text);
  expect(validate(model.api, document)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const { total, bySubgraph } = estimateCost(model, operation, operationTree(document, operation, 10_000), variables);
  return { total, ...Object.fromEntries(bySubgraph) };
}

describe('the estimated cost', () => {
  it.each([
    ['an object costs one, a scalar nothing', '{ item { id name } }', 1],
    ['@cost of a field', '{ item { heavy } }', 21],
    ['@cost of a type', '{ priced { sellers { name } } }', 1 + 50 * 5],
    ['an unknown list is ten long', '{ items { id } }', 10],
    ['a list in a list', '{ items { related { id } } }', 10 + 100],
    ['a list of lists', '{ grid { id } }', 100],
    ['a slicing argument', '{ sized(first: 6) { id } }', 6],
    ['its default', '{ sized { id } }', 3],
    ['the assumed size', '{ assumed { id } }', 4],
    ['the larger of two slicing arguments', '{ either(first: 2, last: 5) { id } }', 5],
    ['the assumed size when neither is given', '{ either { id } }', 7],
    ['sizedFields: the list is below', '{ connection(first: 9) { edges { node { id } } } }', 1 + 9 + 9],
    ['a page without @listSize', '{ plain(first: 9) { edges { node { id } } } }', 1 + 9 + 9],
    ['a list without @listSize that is sliced', '{ list(last: 2) { id } }', 2],
    ['a negative size', '{ sized(first: -5) { heavy } }', 0],
    ['of types that exclude one another, the dearer', '{ any { ... on Item { heavy } ... on Service { hours { name } } } }', 1 + 50],
    ['what one type behind an interface charges', '{ priced { price } }', 1 + 9],
    ['@cost of an argument and of an input field', '{ weighed(by: 1, with: { dear: 1, deep: { size: 1 } }) }', 3 + 1 + 6 + 1],
    ['a mutation', 'mutation { change { id } }', 11],
    ['introspection', '{ __schema { types { name } } }', 1_000],
    ['__typename', '{ __typename item { __typename } }', 1],
  ])('%s', (_what, text, total) => {
    expect(cost(text).total).toBe(total);
  });

  it.each([
    ['inline', '{ sized(first: 50) { related { id } } }', {}],
    ['by a fragment', '{ ...F } fragment F on Query { sized(first: 50) { ...G } } fragment G on Item { related { id } }', {}],
    ['by inline fragments', '{ ... on Query { sized(first: 50) { ... on Item { ... { related { id } } } } } }', {}],
    ['by an alias', '{ few: sized(first: 50) { none: related { id } } }', {}],
    ['by a variable', 'query ($n: Int!) { sized(first: $n) { related { id } } }', { n: 50 }],
    ['by the default of a variable', 'query ($n: Int = 50) { sized(first: $n) { related { id } } }', {}],
    ['by repetition', '{ sized(first: 50) { id } sized(first: 50) { related { id } related { name } } }', {}],
    ['behind a condition', 'query ($v: Boolean!) { sized(first: 50) @include(if: $v) { related @skip(if: $v) { id } } }', { v: false }],
  ])('is the same however it is asked: %s', (_how, text, variables) => {
    expect(cost(text, variables).total).toBe(50 + 500);
  });

  it('counts every alias, in one operation as over a batch of fields', () => {
    const text = `{ ${Array.from({ length: 30 }, (_, n) => `a${n}: sized(first: 100) { id }`).join(' ')} }`;
    expect(cost(text).total).toBe(3_000);
  });

  it('is told for each subgraph by name, a field going to the one that has its parent', () => {
    expect(cost('{ items { id name reviews(first: 4) { text item { id name } } } }')).toEqual({ total: 10 + 40 + 40, shop: 10, 'the-reviews': 80 });
  });

  it('knows both directives when a link renames them', () => {
    const renamed = SHOP.replaceAll('@cost', '@price').replaceAll('@listSize', '@sized');
    const model = modelOf(renamed, '{ name: "@cost", as: "@price" }, { name: "@listSize", as: "@sized" }');
    expect(cost('{ connection(first: 9) { edges { node { heavy } } } }', {}, model).total).toBe(1 + 9 + 9 + 9 * 20);
  });
});
