import { expect, it } from '@jest/globals';
import { tinyGraph } from '../world/tiny-graph.ts';

const keeps = (value: number) => ({ T: { __resolveReference: (told: unknown) => told, f: () => value, g: () => value } });
const ask = tinyGraph({
  next: {
    sdl: 'type Query { new: T } type T @key(fields: "id") { id: ID! f: Int @override(from: "first", label: "percent(50)") g: Int @override(from: "first", label: "trial") }',
    resolvers: { Query: { new: () => ({ id: '1' }) }, ...keeps(2) },
  },
  first: { sdl: 'type Query { old: T } type T @key(fields: "id") { id: ID! f: Int g: Int }', resolvers: { Query: { old: () => ({ id: '1' }) }, ...keeps(1) } },
});

it('asks the subgraph that had a field while its label is in nobody\'s settings, from wherever the object comes', async () => {
  const { data, errors, asked } = await ask('{ new { f g } old { f g } }');
  expect(errors).toEqual([]);
  expect(data).toEqual({ new: { f: 1, g: 1 }, old: { f: 1, g: 1 } });
  expect(asked.filter(({ service }) => service === 'next').map(({ request }) => /\b[fg]\b/.test(request.query))).toEqual([false]);
});
