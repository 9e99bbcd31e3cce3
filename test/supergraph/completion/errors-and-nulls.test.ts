import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, GraphQLError, parse } from 'graphql';
import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import { compileShape } from '../../../gateway/execution/compile-shape.ts';
import { completeAnswer } from '../../../gateway/execution/complete-answer.ts';
import { privateNames } from '../../../gateway/execution/private-names.ts';
import { noTrouble } from '../../../gateway/execution/trouble.ts';
import type { Locale } from '../../../schema/contracts/identity.ts';
import { tinyGraph } from '../world/tiny-graph.ts';

const refuse = (text: string) => () => { throw new GraphQLError(text, { extensions: { code: 'CONFLICT' } }); };

const ask = tinyGraph({
  people: {
    sdl: `
      type Query { people: [Person] grid: [[Person]] one: Person! maybe: Person down: Int things: [Thing] }
      type Person @key(fields: "id") { id: ID! name: String broken: String must: String! }
      interface Thing { id: ID! }
      type Seen implements Thing { id: ID! }
      type Hidden implements Thing @inaccessible { id: ID! }
      enum Colour { RED BLUE @inaccessible }
      extend type Query { colours: [Colour] now: Stamp }
      scalar Stamp`,
    resolvers: {
      Query: {
        people: () => [{ id: '1' }, { id: '2' }, null, { id: '1' }],
        grid: () => [[{ id: '1' }, null], [{ id: '2' }, { id: '1' }]],
        one: () => ({ id: '1' }), maybe: () => ({ id: '2' }), down: refuse('down'),
        things: () => [{ __typename: 'Seen', id: 's' }, { __typename: 'Hidden', id: 'h' }],
        colours: () => ['RED', 'BLUE'], now: () => ({ any: ['thing', 1] }),
      },
      Person: {
        __resolveReference: (told: object) => told, name: ({ id }: { id: string }) => `n${id}`, broken: refuse('broken'),
        must: ({ id }: { id: string }) => (id === '1' ? null : 'm'),
      },
      Thing: { __resolveType: ({ __typename }: { __typename: string }) => __typename },
    },
  },
  extras: {
    sdl: 'type Person @key(fields: "id") { id: ID! note: String sure: String! failing: String list: [String!] }',
    resolvers: {
      Person: {
        __resolveReference: ({ id }: { id: string }) => (id === '2' ? null : { id }),
        note: () => 'note', sure: () => 'sure', failing: refuse('failing'), list: () => ['a', null],
      },
    },
  },
});

describe('errors', () => {
  it('stand at every place of an entity that was fetched once', async () => {
    const { errors, asked } = await ask('{ all: people { f: failing } }');
    expect(errors.map(({ path }) => path)).toEqual([['all', 0, 'f'], ['all', 3, 'f'], ['all', 1, 'f']]);
    expect(errors[0]?.extensions).toEqual({ code: 'CONFLICT', service: 'extras' });
    expect(asked[1]?.request.variables?.representations).toHaveLength(2);
  });

  it('stand in lists of lists', async () => {
    const { data, errors } = await ask('{ grid { note } }');
    expect(data).toEqual({ grid: [[{ note: 'note' }, null], [{ note: null }, { note: 'note' }]] });
    expect(errors.map(({ path }) => path)).toEqual([['grid', 1, 0, 'note']]);
  });

  it('bear the client\'s names', async () => {
    expect(await ask('{ first: down p: maybe { b: broken } }')).toMatchObject({
      data: { first: null, p: { b: null } },
      errors: [{ path: ['first'], message: 'down' }, { path: ['p', 'b'], message: 'broken' }],
    });
  });
});

describe('null', () => {
  it('has a reason where a subgraph does not know an entity', async () => {
    expect(await ask('{ maybe { name note } }')).toMatchObject({
      data: { maybe: { name: 'n2', note: null } }, errors: [{ path: ['maybe', 'note'], extensions: { code: 'VALUE_NOT_GIVEN', coordinate: 'Person.note' } }],
    });
  });

  it('rises to the nearest place that may be null, with one error', async () => {
    expect(await ask('{ maybe { name sure } }')).toMatchObject({ data: { maybe: null }, errors: [{ path: ['maybe', 'sure'] }] });
    const { data, errors } = await ask('{ people { must } one { must } }');
    expect(data).toBeNull();
    expect(errors.some(({ path }) => path?.join('.') === 'one.must')).toBe(true);
    expect((await ask('{ one { list } }'))).toMatchObject({ data: { one: { list: null } }, errors: [{ path: ['one', 'list', 1] }] });
  });
});

describe('completion', () => {
  it('keeps what is inaccessible out, and says so', async () => {
    const { data, errors } = await ask('{ things { __typename id } colours }');
    expect(data).toEqual({ things: [{ __typename: 'Seen', id: 's' }, null], colours: ['RED', null] });
    expect(errors.map(({ path }) => path)).toEqual([['things', 1], ['colours', 1]]);
  });

  it.each([
    ['null where none may be', { must: null }, 'NULL_NOT_ALLOWED', 'Odd.must'],
    ['a wrong leaf', { count: 'many' }, 'VALUE_NOT_OF_TYPE', 'Odd.count'],
    ['no list', { list: 'one' }, 'VALUE_NOT_OF_TYPE', 'Odd.list'],
    ['no object', { inner: 7 }, 'VALUE_NOT_OF_TYPE', 'Odd.inner'],
    ['a type nobody knows', { some: { __typename: 'Nothing' } }, 'TYPE_NOT_KNOWN', 'Odd.some'],
    ['a value left out', {}, 'VALUE_NOT_GIVEN', 'Odd.count'],
  ])('has a code and a sentence in the caller\'s language for %s', (_what, given, code, coordinate) => {
    const api = buildSchema('type Query { odd: Odd } type Odd { must: Int! count: Int list: [Int] inner: Odd some: Some } interface Some { id: ID } type One implements Some { id: ID }');
    const [field = 'count'] = Object.keys(given);
    const selection = field === 'inner' ? 'inner { count }' : field === 'some' ? 'some { id }' : field;
    const { selectionSet } = getOperationAST(parse(`{ odd { ${selection} } }`)) ?? {};
    const names = privateNames({ prefix: 'c_', withArguments: new Set(), isAskedTogether: false });
    const shape = compileShape({ api, names, root: api.getQueryType() as GraphQLObjectType, selectionSet: selectionSet as SelectionSetNode, fragments: new Map() });
    const tell = (locale: Locale) => completeAnswer(shape, { data: { odd: given }, trouble: noTrouble(locale), told: [], locale, introspected: {} }).errors;
    expect(tell('en')).toMatchObject([{ message: expect.stringContaining(coordinate), path: ['odd', field], extensions: { code, coordinate } }]);
    expect(tell('ar')[0]?.message).toMatch(/[\u0600-\u06ff]/);
  });

  it('answers custom scalars as they came, and the schema beside the data', async () => {
    expect(await ask('query ($n: String!) { now t: __typename kind: __type(name: $n) { name k: kind } ...S } fragment S on Query { __schema { queryType { name } } }', { n: 'Person' }))
      .toMatchObject({
        data: { now: { any: ['thing', 1] }, t: 'Query', kind: { name: 'Person', k: 'OBJECT' }, __schema: { queryType: { name: 'Query' } } }, errors: [],
      });
  });

  it('skips and includes by variables with defaults, for the same compiled operation', async () => {
    const query = 'query ($yes: Boolean! = true, $no: Boolean!) { maybe { id @include(if: $yes) name @skip(if: $no) note @include(if: $no) } }';
    expect(await ask(query, { no: false })).toMatchObject({ data: { maybe: { id: '2', name: 'n2' } }, errors: [] });
    expect(await ask(query, { no: true, yes: false })).toMatchObject({ data: { maybe: { note: null } } });
  });
});
