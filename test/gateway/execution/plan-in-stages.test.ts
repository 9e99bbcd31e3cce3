import type { PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { loadPlanner } from '../../../gateway/execution/planner.ts';
import { compose } from '../../../schema/tools/compose.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires", "@shareable", "@override"])\n';
const SUBGRAPHS: Readonly<Record<string, string>> = {
  a: 'type Query { thing: Thing e0_Thing: Int } type Subscription { changed: Thing } type Thing @key(fields: "id") { id: ID! x: Int other: Int }',
  b: 'type Thing @key(fields: "id") { id: ID! x: Int @external y: Int @requires(fields: "x") }',
  c: 'type Thing @key(fields: "id") { id: ID! y: Int @external z(at: Int): Int @requires(fields: "y") both: Int @shareable @requires(fields: "y") later: Int @requires(fields: "y") @override(from: "d", label: "percent(50)") }',
  d: 'type Thing @key(fields: "id") { id: ID! both: Int @shareable later: Int }',
};
const { facts, plan } = loadPlanner(parse(compose(Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: 'http://s.invalid', sdl: LINK + sdl }))).supergraphSdl));
const planned = (query: string) => asText(plan(parse(query), undefined).node);

function asText(node: QueryPlan['node'] | PlanNode | SubscriptionNode): string {
  switch (node?.kind) {
    case 'Sequence':
      return node.nodes.map(asText).join(' > ');
    case 'Parallel':
      return node.nodes.map(asText).join(' + ');
    case 'Flatten':
      return `${node.path.join('.')}: ${asText(node.node)}`;
    case 'Subscription':
      return `on ${asText(node.primary)} do ${asText(node.rest)}`;
    case 'Fetch':
      return `${node.serviceName} ${node.operation.replace(/query\(.*\{_entities\(.*?\)/, '')} ${(node.variableUsages ?? []).join()}`.trim();
    default:
      return 'nothing';
  }
}

describe('a plan in stages', () => {
  it.each([
    ['asks last for what closes the chain', '{ thing { z } }',
      'a {thing{__typename id x}} > thing: b {...on Thing{y}}} > thing: c {...on Thing{z}}}'],
    ['gives it what it is given', 'query ($at: Int, $no: Int) { thing { z(at: $at) } }',
      'a {thing{__typename id x}} > thing: b {...on Thing{y}}} > thing: c {...on Thing{z(at:$at)}}} at'],
    ['asks after each event', 'subscription { changed { z } }',
      'on a subscription{changed{__typename id x}} do changed: b {...on Thing{y}}} > changed: c {...on Thing{z}}}'],
    ['asks who gives it without', '{ thing { both } }', 'a {thing{__typename id}} > thing: d {...on Thing{both}}}'],
    ['asks who gave it, as long as another may in part', '{ thing { later } }', 'a {thing{__typename id}} > thing: d {...on Thing{later}}}'],
    ['is the planner\'s where no chain is closed', '{ thing { y other } }',
      'a {thing{__typename id x other}} > thing: b {...on Thing{y}}}'],
  ])('%s', (_what, query, text) => {
    expect(planned(query)).toBe(text);
  });

  it('begins where no partner can', () => {
    expect(Object.keys(buildSchema(facts.apiSdl.join('')).getQueryType()?.getFields() ?? {})).toEqual(['thing', 'e0_Thing']);
  });
});
