import { composeServices } from '@apollo/composition';
import { GraphQLError, lexicographicSortSchema, parse, printSchema } from 'graphql';
import { CompositionError } from './composition-error.ts';
import type { CompositionProblem } from './composition-error.ts';

/** One house's or one provider's part of the graph, as it is handed in. */
export interface SubgraphSdl {
  readonly name: string;
  /** Where its GraphQL endpoint answers; written into the supergraph. */
  readonly url: string;
  readonly sdl: string;
}

export interface Composition {
  /** What the gateway reads: every type with its owners, its keys and its security rules. */
  readonly supergraphSdl: string;
  /** What partners read: the public schema, sorted, with every description. */
  readonly apiSdl: string;
  readonly hints: readonly CompositionHint[];
}

/** Something that composes but that an owner may want to mend. */
export interface CompositionHint {
  readonly code: string;
  readonly message: string;
  readonly coordinate: string | null;
}

/**
 * The one function that composes, for the command line and for the gateway.
 * Throws CompositionError with every problem, each with its code, the subgraphs it concerns and the coordinate.
 */
export function compose(subgraphs: readonly SubgraphSdl[]): Composition {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parseSubgraph(name, sdl) }));
  const composed = composeServices(services);
  if (composed.errors) {
    const owners = new Map(services.map(({ name, typeDefs }) => [typeDefs.loc?.source.body, name]));
    throw new CompositionError(composed.errors.map((error) => problemOf(error, owners)));
  }
  const apiSchema = composed.schema.toAPISchema().toGraphQLJSSchema();
  return {
    supergraphSdl: composed.supergraphSdl,
    apiSdl: `${printSchema(lexicographicSortSchema(apiSchema))}\n`,
    hints: composed.hints.map(({ definition, message, coordinate }) => ({
      code: definition.code,
      message,
      coordinate: coordinate ?? null,
    })),
  };
}

function parseSubgraph(name: string, sdl: string) {
  try {
    return parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    const where = place ? ` at line ${place.line}, column ${place.column}` : '';
    throw new CompositionError([
      { code: 'INVALID_GRAPHQL', subgraphs: [name], coordinate: null, message: `${error.message}${where}` },
    ]);
  }
}

// Composition marks some nodes with their subgraph and leaves others bare; a bare node still knows its source text.
function problemOf(error: GraphQLError, owners: ReadonlyMap<string | undefined, string>): CompositionProblem {
  const named = (error.nodes ?? []).map((node) =>
    'subgraph' in node && typeof node.subgraph === 'string' ? node.subgraph : owners.get(node.loc?.source.body));
  const subgraphs = [...new Set(named.filter((name) => name !== undefined))].sort();
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'COMPOSITION_FAILED';
  return { code, subgraphs, coordinate: coordinateIn(error.message), message: error.message };
}

// The composition library gives no coordinate beside its text, but quotes it there: `"Type.field"`, `"Type.field(argument:)"`.
function coordinateIn(message: string): string | null {
  return /"(@?[A-Za-z_]\w*(?:\.\w+)?(?:\(\w+:\))?)"/.exec(message)?.[1] ?? null;
}
