import { buildASTSchema, getNamedType, isCompositeType, isObjectType, parse } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { inputCoordinates, valueOf } from './question-values.ts';
import type { QuestionSubject } from './question-values.ts';
import type { GraphQLRequest } from './subgraph-call.ts';

/** What an SDL says can be asked: as few requests as name all of it, and others that find out what is missing when one is refused. */
export interface Questions {
  readonly all: readonly GraphQLRequest[];
  readonly each: readonly Question[];
}

export interface Question {
  /** Schema coordinate, `Coverage.balances`. */
  readonly coordinate: string;
  /** Coordinates on the way to it: where one of them is missing, nothing was learnt about this one. */
  readonly behind: readonly string[];
  readonly request: GraphQLRequest;
  /** The whole request that this one is without what the coordinate names; null for one that asks for it and for nothing else. */
  readonly without: GraphQLRequest | null;
}

/** One field on the way from a root. */
interface Step {
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly children: readonly Step[];
}

/**
 * Requests that select every field, give every argument and name every input field and enum value of an SDL. Queries are
 * about what nobody knows; mutations are skipped by directive, so that they are validated and their variables read, and
 * nothing is done.
 */
export function questionsOf(sdl: string, subject: QuestionSubject): Questions {
  const schema = buildASTSchema(parse(sdl, { noLocation: true }), { assumeValid: true, assumeValidSDL: true });
  const trees = Object.values(schema.getTypeMap()).filter((type): type is GraphQLObjectType => isObjectType(type) && isEntity(type))
    .map((type) => ({ type, steps: stepsOf(type, new Set([type.name])) }));
  const query = stepsOf(schema.getQueryType(), new Set());
  const mutations = stepsOf(schema.getMutationType(), new Set()).map((mutation) => ({ mutation, whole: mutationRequest(mutation, subject) }));
  return {
    all: [
      // One an entity: two of them may have fields of one name and different types.
      ...trees.map((tree) => entitiesRequest(tree, subject)),
      ...(query.length === 0 ? [] : [queryRequest(query, subject)]),
      ...mutations.map(({ whole }) => whole),
    ],
    each: shortestOfEach([
      ...trees.flatMap(({ type, steps }) => pathsIn(steps).map((path) => asked(path, entitiesRequest({ type, steps: [path] }, subject)))),
      ...pathsIn(query).map((path) => asked(path, queryRequest([path], subject))),
      ...pathsIn(mutations.map(({ mutation }) => mutation)).map((path) => asked(path, mutationRequest(path, subject))),
      ...mutations.flatMap(({ mutation, whole }) => {
        const { values, fields } = inputCoordinates(mutation.field);
        return [...values, ...fields].map((coordinate): Question => ({ coordinate, behind: [], request: mutationRequest(mutation, subject, coordinate), without: whole }));
      }),
    ]),
  };
}

function isEntity({ astNode, extensionASTNodes }: GraphQLObjectType): boolean {
  return [astNode, ...extensionASTNodes].some((node) => node?.directives?.some(({ name }) => name.value === 'key' || name.value === 'federation__key'));
}

/** Every field below a type; of a type that is met again on the way, what has no fields of its own. */
function stepsOf(type: GraphQLObjectType | null | undefined, seen: ReadonlySet<string>): Step[] {
  return Object.values(type?.getFields() ?? {}).map((field): Step => {
    const named = getNamedType(field.type);
    const children = !isObjectType(named) ? [] : seen.has(named.name) ? leavesOf(named) : stepsOf(named, new Set([...seen, named.name]));
    return { parent: type as GraphQLObjectType, field, children };
  });
}

function leavesOf(parent: GraphQLObjectType): Step[] {
  return Object.values(parent.getFields()).filter(({ type, args }) => !isCompositeType(getNamedType(type)) && args.length === 0)
    .map((field) => ({ parent, field, children: [] }));
}

/** Each field by the way that leads to it and to nothing else. */
function pathsIn(steps: readonly Step[]): Step[] {
  return steps.flatMap((each) => [{ ...each, children: [] }, ...pathsIn(each.children).map((child): Step => ({ ...each, children: [child] }))]);
}

function asked(path: Step, request: GraphQLRequest): Question {
  const way: string[] = [];
  for (let at: Step | undefined = path; at !== undefined; [at] = at.children) way.push(`${at.parent.name}.${at.field.name}`);
  return { coordinate: way.at(-1) ?? '', behind: way.slice(0, -1), request, without: null };
}

function shortestOfEach(questions: readonly Question[]): Question[] {
  const found = new Map<string, Question>();
  for (const question of questions) {
    const known = found.get(question.coordinate);
    if (known === undefined || question.behind.length < known.behind.length) found.set(question.coordinate, question);
  }
  return [...found.values()];
}

function entitiesRequest({ type: { name }, steps }: { readonly type: GraphQLObjectType; readonly steps: readonly Step[] }, subject: QuestionSubject): GraphQLRequest {
  const { insurerId, id } = subject;
  const { selection, declared, variables } = written(steps, subject);
  return {
    query: `query (${['$representations: [_Any!]!', ...declared].join(', ')}) { _entities(representations: $representations) { ... on ${name} { ${selection} } } }`,
    variables: { representations: [{ __typename: name, insurerId, id }], ...variables },
  };
}

function queryRequest(steps: readonly Step[], subject: QuestionSubject): GraphQLRequest {
  const { selection, declared, variables } = written(steps, subject);
  return { query: `query${declaration(declared)} { ${selection} }`, variables };
}

function mutationRequest({ field, children }: Step, subject: QuestionSubject, without?: string): GraphQLRequest {
  const given = argumentsOf(field, 0, subject, without);
  const below = children.length === 0 ? '__typename' : written(children, subject).selection;
  const selection = isCompositeType(getNamedType(field.type)) ? ` { ${below} }` : '';
  return { query: `mutation${declaration(given.declared)} { __typename ${field.name}${given.text} @skip(if: true)${selection} }`, variables: given.variables };
}

interface Written {
  readonly selection: string;
  readonly declared: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A selection, with a variable for each argument in it. */
function written(steps: readonly Step[], subject: QuestionSubject): Written {
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const write = ({ field, children }: Step): string => {
    const given = argumentsOf(field, declared.length, subject);
    declared.push(...given.declared);
    Object.assign(variables, given.variables);
    const below = children.length === 0 ? '__typename' : children.map(write).join(' ');
    return `${field.name}${given.text}${isCompositeType(getNamedType(field.type)) ? ` { ${below} }` : ''}`;
  };
  return { selection: steps.map(write).join(' '), declared, variables };
}

function argumentsOf({ args }: GraphQLField<unknown, unknown>, from: number, subject: QuestionSubject, without?: string) {
  const named = args.map(({ name, type }, index) => ({ name, type, variable: `v${from + index}` }));
  return {
    text: named.length === 0 ? '' : `(${named.map(({ name, variable }) => `${name}: $${variable}`).join(', ')})`,
    declared: named.map(({ variable, type }) => `$${variable}: ${String(type)}`),
    variables: Object.fromEntries(named.map(({ name, type, variable }) => [variable, valueOf(type, name, subject, without)])),
  };
}

function declaration(declared: readonly string[]): string {
  return declared.length === 0 ? '' : ` (${declared.join(', ')})`;
}
