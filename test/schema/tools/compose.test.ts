import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compose } from '../../../schema/tools/compose.ts';
import { CompositionError } from '../../../schema/tools/composition-error.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@authenticated", "@requiresScopes", "@policy", "@inaccessible", "@external", "@requires"])\n`;

function subgraph(name: string, sdl: string) {
  return { name, url: `http://${name}.test/graphql`, sdl: LINK + sdl };
}

function problemsOf(...subgraphs: ReturnType<typeof subgraph>[]) {
  try {
    compose(subgraphs);
  } catch (error) {
    if (error instanceof CompositionError) return error.problems;
    throw error;
  }
  throw new Error('composed');
}

describe('compose', () => {
  it('keeps security in the supergraph, and descriptions but no hidden field in the API', () => {
    const { supergraphSdl, apiSdl } = compose([
      subgraph('people', '"A person." type Person @key(fields: "id") { id: ID! name: String @authenticated } type Query { me: Person }'),
      subgraph('pay', 'type Person @key(fields: "id") { id: ID! pay: Int @requiresScopes(scopes: [["pay:read"]]) note: String @inaccessible }'),
    ]);
    expect(supergraphSdl).toContain('@requiresScopes(scopes: [["pay:read"]])');
    expect(supergraphSdl).toContain('url: "http://pay.test/graphql"');
    expect(apiSdl).toContain('"""A person."""');
    expect(Object.keys((buildSchema(apiSdl).getType('Person') as unknown as { getFields(): object }).getFields()))
      .toEqual(['id', 'name', 'pay']);
  });

  it('gives the same API whatever the order of the houses', () => {
    const left = subgraph('a', 'type Query { b: Int, a: Int }');
    const right = subgraph('b', 'type Query { c: Int }');
    expect(compose([left, right]).apiSdl).toBe(compose([right, left]).apiSdl);
  });

  it('names the code, the subgraphs and the coordinate of what does not compose', () => {
    const [problem] = problemsOf(
      subgraph('a', 'type Query { me: User } type User @shareable { x: Int }'),
      subgraph('b', 'type User @shareable { x: String }'),
    );
    expect(problem).toMatchObject({ code: 'FIELD_TYPE_MISMATCH', subgraphs: ['a', 'b'], coordinate: 'User.x' });
  });

  it('names the subgraphs also where the composition library does not', () => {
    const problems = problemsOf(
      subgraph('a', 'type Query { me: User } type User { x: Int }'),
      subgraph('b', 'type User { x: Int }'),
    );
    expect(problems).toEqual([
      expect.objectContaining({ code: 'INVALID_FIELD_SHARING', subgraphs: ['a', 'b'], coordinate: 'User.x' }),
    ]);
  });

  it('says what is most likely wrong when a field requires what requires it', () => {
    const [problem] = problemsOf(
      subgraph('a', 'type Query { me: User } type User @key(fields: "id") { id: ID! y: Int @external x: Int @requires(fields: "y") }'),
      subgraph('b', 'type User @key(fields: "id") { id: ID! x: Int @external y: Int @requires(fields: "x") }'),
    );
    expect(problem).toMatchObject({ code: 'SATISFIABILITY_ERROR', message: expect.stringContaining('leads back to where it began') });
  });

  it('says where an SDL does not parse', () => {
    expect(problemsOf(subgraph('a', 'type Query {'))).toEqual([
      expect.objectContaining({ code: 'INVALID_GRAPHQL', subgraphs: ['a'], message: expect.stringContaining('line 3') }),
    ]);
  });
});
