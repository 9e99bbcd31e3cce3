import { compose as mergeSubgraphs, validateGraphComposition } from '@apollo/composition';
import { buildSubgraph, errorCauses, Subgraphs, Supergraph } from '@apollo/federation-internals';
import type { Schema, Subgraph } from '@apollo/federation-internals';
import { buildFederatedQueryGraph, buildSupergraphAPIQueryGraph } from '@apollo/query-graphs';
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

export interface ComposeSettings {
  /** May answer with what it built of the same subgraph before. */
  readonly build?: (subgraph: SubgraphSdl) => Subgraph;
  /** Told the supergraph before it is known whether every path through it can be gone, which takes half of the time. */
  readonly onMerged?: (supergraphSdl: string) => void;
}

/**
 * The one function that composes, for the command line and for the gateway.
 * Throws CompositionError with every problem, each with its code, the subgraphs it concerns and the coordinate.
 */
export function compose(subgraphs: readonly SubgraphSdl[], { build = buildSubgraphOf, onMerged }: ComposeSettings = {}): Composition {
  const owners = new Map(subgraphs.map(({ name, sdl }) => [sdl, name]));
  const built = new Subgraphs();
  const errors: GraphQLError[] = [];
  for (const subgraph of subgraphs) {
    try {
      built.add(build(subgraph));
    } catch (error) {
      const causes = error instanceof Error ? errorCauses(error) : undefined;
      if (!causes) throw error;
      errors.push(...causes);
    }
  }
  const merged = errors.length > 0 ? { errors } : mergeSubgraphs(built, { runSatisfiability: false });
  if (merged.errors) throw new CompositionError(merged.errors.map((error) => problemOf(error, owners)));
  const { schema, supergraphSdl } = merged;
  onMerged?.(supergraphSdl);
  const satisfied = satisfiabilityOrEndless(schema);
  if (satisfied.errors) throw new CompositionError(satisfied.errors.map((error) => problemOf(error, owners)));
  let apiSdl: string | undefined;
  return {
    supergraphSdl,
    // Made when it is read: a gateway that only serves does not need it, and it costs as much as half a composition.
    get apiSdl() {
      apiSdl ??= `${printSchema(lexicographicSortSchema(schema.toAPISchema().toGraphQLJSSchema()))}\n`;
      return apiSdl;
    },
    hints: [...merged.hints, ...satisfied.hints ?? []].map(({ definition, message, coordinate }) => ({
      code: definition.code,
      message,
      coordinate: coordinate ?? null,
    })),
  };
}

/** The library follows a circle of @requires until its stack is full, and would say no more than that. */
function satisfiabilityOrEndless(schema: Schema): ReturnType<typeof validateGraphComposition> {
  try {
    return satisfiability(schema);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CompositionError([{
      code: 'SATISFIABILITY_ERROR', subgraphs: [], coordinate: null,
      message: 'It cannot be found out whether every field can be reached: most likely a chain of @requires leads back to where it began.',
    }]);
  }
}

/**
 * Whether every path through a supergraph can be gone. The library's own way to ask takes each subgraph out of the
 * supergraph and validates it once more: half of the time, for what was valid when it was merged.
 */
function satisfiability(schema: Schema): ReturnType<typeof validateGraphComposition> {
  const supergraph = new Supergraph(schema, null, false);
  return validateGraphComposition(
    supergraph.schema, supergraph.subgraphNameToGraphEnumValue(), buildSupergraphAPIQueryGraph(supergraph), buildFederatedQueryGraph(supergraph, false),
  );
}

/** A subgraph by itself. @throws CompositionError when its SDL does not parse, and GraphQL errors when it is not valid. */
export function buildSubgraphOf({ name, url, sdl }: SubgraphSdl): Subgraph {
  return buildSubgraph(name, url, parseSubgraph(name, sdl));
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
