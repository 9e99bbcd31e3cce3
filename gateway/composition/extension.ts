import type { SubgraphSdl } from '../../schema/tools/compose.ts';

/** What one insurer adds to the graph in its own namespace. */
export interface Extension {
  readonly insurerId: string;
  readonly namespace: string;
  /** Identifier of the version it belongs to. */
  readonly version: string;
  readonly url: string;
  /** Federation SDL. */
  readonly sdl: string;
}

/** The subgraph as which an extension is composed; a namespace is one insurer's for good. */
export function subgraphNameOf(namespace: string): string {
  return `insurer_${namespace}`;
}

export function subgraphOf({ namespace, url, sdl }: Extension): SubgraphSdl {
  return { name: subgraphNameOf(namespace), url, sdl };
}
