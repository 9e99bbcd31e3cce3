import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';
import { compose } from '../../../schema/tools/compose.ts';
import { ownEngine } from './engines.ts';
import type { Engine } from './engines.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7",
  import: ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@inaccessible", "@override"])\n`;

/** A subgraph as one writes it down: what it says, and how it answers. */
export interface TinySubgraph {
  readonly sdl: string;
  readonly resolvers: object;
}

/** Our execution over a few subgraphs in this process. */
export function tinyGraph(subgraphs: Readonly<Record<string, TinySubgraph>>): Engine {
  const names = Object.keys(subgraphs);
  const sdlOf = (name: string) => LINK + (subgraphs[name]?.sdl ?? '');
  const { supergraphSdl } = compose(names.map((name) => ({ name, url: `http://${name}.invalid`, sdl: sdlOf(name) })));
  const schemas = new Map(names.map((name) => [name, buildSubgraphSchema({ typeDefs: parse(sdlOf(name)), resolvers: subgraphs[name]?.resolvers as never })]));
  return ownEngine(supergraphSdl, schemas).run;
}
