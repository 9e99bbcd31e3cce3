import { buildSubgraphOf, compose } from '../../schema/tools/compose.ts';
import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import { contextOf } from './compose-extensions.ts';
import { subgraphOf } from './extension.ts';
import type { Extension } from './extension.ts';
import { judge } from './governance/judge.ts';
import { knownBaseGraph, knownSubgraph } from './known-versions.ts';

/** So many insurers take the same ways through composing as many do, and soon. */
const INSURERS = 25;

/**
 * Composes the houses with insurers that do not exist, for nobody: code that has run before is twice as fast when
 * somebody waits. Nothing of them is kept. @returns whether they composed.
 */
export function rehearse(base: readonly SubgraphSdl[]): boolean {
  const extensions = Array.from({ length: INSURERS }, (_each, index) => madeUp(index));
  const houses = new Set(base);
  try {
    const graph = knownBaseGraph(base);
    for (const extension of extensions) judge(extension.sdl, contextOf(extension, graph, extensions));
    compose([...base, ...extensions.map(subgraphOf)], { build: (subgraph) => (houses.has(subgraph) ? knownSubgraph(subgraph) : buildSubgraphOf(subgraph)) });
    return true;
  } catch {
    // Whoever composes in earnest is told what is wrong.
    return false;
  }
}

/** An extension as most are: a type, an enum, and fields on entities of the contract. */
function madeUp(index: number): Extension {
  const namespace = `rehearsal${index}`;
  const entity = (name: string, fields: string) => `type ${name} @key(fields: "insurerId id") { insurerId: ID! id: ID! ${fields} }`;
  return {
    insurerId: namespace, namespace, version: namespace, url: `http://${namespace}.invalid/graphql`,
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      "Kind." enum ${namespace}_Kind { ONE OTHER }
      "Thing." type ${namespace}_Thing { "Name." name: String! "Kind." kind: ${namespace}_Kind! "Worth, in points." worth: Int }
      ${entity('Coverage', `"Things." ${namespace}_things(first: Int = 10): [${namespace}_Thing!]`)}
      ${entity('Policy', `"Desk." ${namespace}_desk: String`)}
      ${entity('InsurancePlan', `"Leaflet." ${namespace}_leaflet: String`)}`,
  };
}
