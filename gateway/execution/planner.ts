import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import type { QueryPlan } from '@apollo/query-planner';
import { buildASTSchema, getOperationAST, isAbstractType, isObjectType, Kind, parse, printSchema } from 'graphql';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { cutChains } from './cut-chains.ts';
import './given-where-asked.ts';
import { planInStages } from './plan-in-stages.ts';
import { readNames } from './private-names.ts';
import type { NameFacts } from './private-names.ts';
import { resolvableKeysFirst } from './resolvable-keys-first.ts';
import { tellRequirementsApart } from './tell-requirements-apart.ts';
import type { Requirements } from './tell-requirements-apart.ts';

/** What whoever runs plans must know of a supergraph, as plain data: another thread can find it out. */
export interface SupergraphFacts {
  /** What partners see, in pieces of some whole definitions each: one long text keeps whoever reads it busy for too long. */
  readonly apiSdl: readonly string[];
  /** The names of its subgraphs. */
  readonly services: readonly string[];
  readonly names: NameFacts;
  readonly requirements: Requirements;
  /** Every object type, hidden ones too. */
  readonly objects: ReadonlySet<string>;
  /** What implements or belongs to each interface and union. */
  readonly behind: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Plans an operation whose names are private already. What it throws is a GraphQLError. */
export type Plan = (document: DocumentNode, operationName: string | undefined) => QueryPlan | Promise<QueryPlan>;

export interface LoadedPlanner {
  readonly facts: SupergraphFacts;
  readonly plan: (document: DocumentNode, operationName: string | undefined) => QueryPlan;
}

/** Characters of SDL that are parsed in a millisecond or two. */
const PIECE = 20_000;

// Planning blocks its thread: past so many candidates the best plan found is good enough.
const MOST_PLANS = 1_000;

/**
 * @param whole the supergraph without the security directives, which the planner does not know.
 * @param isValid composition has just validated it; to do so again costs a quarter of the time.
 * @throws when it cannot be planned over.
 */
export function loadPlanner(whole: DocumentNode, isValid = false): LoadedPlanner {
  const told = tellRequirementsApart(resolvableKeysFirst(whole));
  const { stated, required } = told;
  const schema = buildASTSchema(told.supergraph, { assumeValid: true, assumeValidSDL: true });
  const { supergraph, links } = cutChains(told, schema);
  // Of what is required with arguments, and of what begins a stage, the planned supergraph has fields that partners must not see.
  const isPublic = stated.size === 0 && links.size === 0;
  const planned = Supergraph.build(supergraph, { validateSupergraph: isPublic && !isValid });
  const api = (isPublic ? planned : Supergraph.build(whole, { validateSupergraph: !isValid })).apiSchema().toGraphQLJSSchema();
  const planner = new QueryPlanner(planned, { reuseQueryFragments: false, debug: { maxEvaluatedPlans: MOST_PLANS } });
  return {
    facts: {
      apiSdl: inPieces(printSchema(api)),
      services: planned.subgraphsMetadata().map(({ name }) => name),
      names: readNames(supergraph),
      requirements: { stated, required },
      ...typesOf(schema),
    },
    plan(document, operationName) {
      const operation = links.size > 0 ? getOperationAST(document, operationName) : null;
      const staged = operation && planInStages(document, operation, { schema, links, plan: planPart });
      return staged ?? planner.buildQueryPlan(operationFromDocument(planned.apiSchema(), document, { operationName, validate: false }));
    },
  };

  // What is required, and keys, may be hidden from partners.
  function planPart(part: OperationDefinitionNode): QueryPlan {
    const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [part] };
    return planner.buildQueryPlan(operationFromDocument(planned.schema, document, { validate: false }));
  }
}

function inPieces(sdl: string): string[] {
  const pieces: string[] = [];
  let begun = 0;
  for (const { loc } of parse(sdl).definitions) {
    if (!loc || loc.end - begun < PIECE) continue;
    pieces.push(sdl.slice(begun, loc.end));
    begun = loc.end;
  }
  return begun < sdl.trimEnd().length ? [...pieces, sdl.slice(begun)] : pieces;
}

function typesOf(schema: GraphQLSchema): Pick<SupergraphFacts, 'objects' | 'behind'> {
  const types = Object.values(schema.getTypeMap());
  const behind = types.filter(isAbstractType).map((type) => {
    const interfaces = 'getFields' in type ? schema.getImplementations(type).interfaces : [];
    return [type.name, new Set([...schema.getPossibleTypes(type), ...interfaces].map(({ name }) => name))] as const;
  });
  return { objects: new Set(types.filter(isObjectType).map(({ name }) => name)), behind: new Map(behind) };
}
