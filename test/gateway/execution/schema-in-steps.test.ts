import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { loadPlanner } from '../../../gateway/execution/planner.ts';
import { schemaInSteps } from '../../../gateway/execution/schema-in-steps.ts';
import { stripSecurity } from '../../../gateway/composition/strip-security.ts';
import { compose } from '../../../schema/tools/compose.ts';
import { readHouses } from '../../../schema/tools/houses.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

const sorted = (schema: Parameters<typeof printSchema>[0]): string => printSchema(lexicographicSortSchema(schema));

describe('a schema made in steps', () => {
  it('is the one that is made in one go, of the committed graph, which comes in several pieces', async () => {
    const { supergraphSdl, apiSdl } = compose(await readHouses(ROOT));
    const { facts } = loadPlanner(stripSecurity(parse(supergraphSdl)));
    expect(facts.apiSdl.length).toBeGreaterThan(3);
    const made = await schemaInSteps(facts.apiSdl);
    expect(sorted(made)).toBe(sorted(buildSchema(apiSdl)));
    expect(made.getDirectives().map(({ name }) => name).sort()).toEqual(buildSchema(apiSdl).getDirectives().map(({ name }) => name).sort());
  });

  it('has the roots that it names, and those it does not name', async () => {
    const named = await schemaInSteps(['schema { query: Root subscription: Events }', 'type Root { a: Int } type Events { b: Int } type Mutation { c: Int }']);
    expect([named.getQueryType()?.name, named.getMutationType()?.name, named.getSubscriptionType()?.name]).toEqual(['Root', undefined, 'Events']);
    const unnamed = await schemaInSteps(['type Query { a: Int } type Mutation { b(c: In): Int }', 'input In { d: Int }']);
    expect([unnamed.getQueryType()?.name, unnamed.getMutationType()?.name, unnamed.getSubscriptionType()?.name]).toEqual(['Query', 'Mutation', undefined]);
  });

  it('lets others run in between', async () => {
    const pieces = Array.from({ length: 400 }, (_each, index) => `type T${index} { ${Array.from({ length: 40 }, (_field, field) => `f${field}(a: Int, b: String): T${(index + field) % 400}`).join(' ')} }`);
    let turns = 0;
    let isMade = false;
    const count = () => { turns += 1; if (!isMade) setImmediate(count); };
    setImmediate(count);
    await schemaInSteps(['type Query { t: T0 }', ...pieces]);
    isMade = true;
    // Not one long block: at the least after parsing, after the types and after their fields.
    expect(turns).toBeGreaterThan(3);
  });
});
