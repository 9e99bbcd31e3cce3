import type { SubgraphSdl } from '../../schema/tools/compose.ts';
import type { ActiveExtension } from '../registry/domain/active-extension.ts';

/** What one insurer adds to the graph in its own namespace. */
export type Extension = ActiveExtension;

/** The subgraph as which an extension is composed; a namespace is one insurer's for good. */
export function subgraphNameOf(namespace: string): string {
  return `insurer_${namespace}`;
}

export function subgraphOf({ namespace, url, sdl }: Extension): SubgraphSdl {
  return { name: subgraphNameOf(namespace), url, sdl };
}
