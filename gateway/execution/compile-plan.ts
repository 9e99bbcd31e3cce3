import type { FetchNode, PlanNode, QueryPlan, SubscriptionNode } from '@apollo/query-planner';
import { Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { compileRepresentation } from './compile-representation.ts';
import { compileRewrite } from './compile-rewrite.ts';
import type { CompiledPlan, FetchStep, Matches, Step } from './compiled-plan.ts';
import type { Composites } from './merged-data.ts';
import { splitConflicting } from './split-conflicting.ts';
import type { FetchPart } from './split-conflicting.ts';
import { requiredBy } from './tell-requirements-apart.ts';
import type { Requirements } from './tell-requirements-apart.ts';

/** Compiles a plan of the planner. Throws when the plan has a step that we do not run. */
export function compilePlan(plan: QueryPlan, requirements: Requirements, matches: Matches): CompiledPlan {
  const rootKeys = new Set<string>();
  if (plan.node?.kind === 'Subscription') return { ...compileSubscription(plan.node), rootKeys };
  return { root: plan.node ? compileNode(plan.node, []) : null, rootKeys, primary: null };

  function compileSubscription({ primary: fetch, rest }: SubscriptionNode): Pick<CompiledPlan, 'root' | 'primary'> {
    const primary = compileFetch(fetch, []);
    if (primary.kind !== 'fetch') throw new Error('A subscription whose events come from several fetches cannot be run.');
    return { root: { kind: 'sequence', steps: rest ? [primary, compileNode(rest, [])] : [primary] }, primary };
  }

  function compileNode(node: PlanNode, path: readonly string[]): Step {
    switch (node.kind) {
      case 'Sequence':
        return { kind: 'sequence', steps: node.nodes.map((each) => compileNode(each, path)) };
      case 'Parallel':
        return { kind: 'parallel', steps: node.nodes.map((each) => compileNode(each, path)) };
      case 'Flatten':
        return compileNode(node.node, [...path, ...node.path.map(readStep)]);
      case 'Fetch':
        return compileFetch(node, path);
      default:
        throw new Error(`A plan with a step "${node.kind}" cannot be run.`);
    }
  }

  function compileFetch(fetch: FetchNode, path: readonly string[]): Step {
    if (fetch.contextRewrites?.length) throw new Error('A plan that passes values by @fromContext cannot be run.');
    const document = parse(fetch.operation, { noLocation: true });
    const operation = operationOf(document);
    if (!fetch.requires) {
      const step = { ...common(fetch, path, document, operation.selectionSet), represent: null, copied: null };
      if (path.length === 0) step.keys.forEach((key) => rootKeys.add(key));
      return step;
    }

    const entities = operation.selectionSet.selections[0];
    if (entities?.kind !== Kind.FIELD || !entities.selectionSet) throw new Error('A plan asks for entities without asking anything of them.');
    const parts = splitConflicting({
      requires: fetch.requires,
      selectionSet: entities.selectionSet,
      stated: requirements.stated,
      requiredBy: (type, field) => requiredBy(requirements, fetch.serviceName, type, field),
    });
    const steps = parts.map((part) => compileEntityFetch(fetch, path, part, (selectionSet) =>
      withSelections(document, operation, { ...operation.selectionSet, selections: [{ ...entities, selectionSet }] })));
    return steps.length === 1 && steps[0] ? steps[0] : { kind: 'parallel', steps };
  }

  function compileEntityFetch(
    fetch: FetchNode, path: readonly string[], { requires, selectionSet }: FetchPart, documentOf: (selectionSet: SelectionSetNode) => DocumentNode,
  ): FetchStep {
    const rewrite = compileRewrite(fetch.inputRewrites, matches);
    const represent = compileRepresentation({
      requires, stated: requirements.stated, rewrite, matches, dependent: dependentIn(fetch.serviceName, selectionSet, ''),
    });
    return { ...common(fetch, path, documentOf(selectionSet), selectionSet), represent, copied: requirements.stated.size === 0 ? requires : null };
  }

  function dependentIn(service: string, { selections }: SelectionSetNode, type: string): { key: string; required: SelectionSetNode }[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return dependentIn(service, selection.selectionSet, selection.typeCondition?.name.value ?? type);
      const required = selection.kind === Kind.FIELD ? requiredBy(requirements, service, type, selection.name.value) : null;
      return selection.kind === Kind.FIELD && required ? [{ key: (selection.alias ?? selection.name).value, required }] : [];
    });
  }

  function common(fetch: FetchNode, path: readonly string[], document: DocumentNode, selectionSet: SelectionSetNode): Omit<FetchStep, 'represent' | 'copied'> {
    const renamed = new Map(fetch.outputRewrites?.flatMap((rewrite) =>
      (rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as const] : [])));
    return {
      kind: 'fetch',
      service: fetch.serviceName,
      path,
      query: stripIgnoredCharacters(print(visit(document, { Field: askAsStated }))),
      operationName: fetch.operationName,
      variables: (fetch.variableUsages ?? []).filter((name) => declares(document, name)),
      rewriteAnswer: compileRewrite(fetch.outputRewrites, matches),
      renamed,
      keys: [...new Set(keysOf(selectionSet).map((key) => renamed.get(key) ?? key))].filter((key) => key !== '__typename'),
      composites: compositesOf(selectionSet, renamed),
      selectionSet,
      isRewritten: Boolean(fetch.inputRewrites?.length) || Boolean(fetch.outputRewrites?.length),
    };
  }

  function askAsStated(field: FieldNode): FieldNode | undefined {
    const call = requirements.stated.get(field.name.value);
    if (!call) return undefined;
    return { ...field, alias: field.alias ?? field.name, name: { kind: Kind.NAME, value: call.name }, arguments: call.arguments };
  }
}

function readStep(step: string | number): string {
  if (typeof step !== 'string' || step.includes('|')) throw new Error(`A plan with the path step "${step}" cannot be run.`);
  return step;
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const [operation, ...others] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) throw new Error('A plan asks a subgraph something else than one operation.');
  return operation;
}

// The variables that only another part uses would be refused as unused.
function withSelections(document: DocumentNode, operation: OperationDefinitionNode, selectionSet: SelectionSetNode): DocumentNode {
  const used = new Set<string>();
  visit({ ...operation, selectionSet, variableDefinitions: [] }, { Variable: ({ name }) => { used.add(name.value); } });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  return { ...document, definitions: [{ ...operation, selectionSet, variableDefinitions }] };
}

function declares(document: DocumentNode, variable: string): boolean {
  return operationOf(document).variableDefinitions?.some(({ variable: { name } }) => name.value === variable) ?? false;
}

function keysOf({ selections }: SelectionSetNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [(selection.alias ?? selection.name).value];
    return selection.kind === Kind.INLINE_FRAGMENT ? keysOf(selection.selectionSet) : [];
  });
}

function compositesOf(selectionSet: SelectionSetNode, renamed: ReadonlyMap<string, string>): Composites {
  const into = new Map<string, Composites>();
  collect(selectionSet);
  return into;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      if (selection.kind !== Kind.FIELD || !selection.selectionSet) continue;
      const asked = (selection.alias ?? selection.name).value;
      const key = renamed.get(asked) ?? asked;
      into.set(key, joined(into.get(key), compositesOf(selection.selectionSet, renamed)));
    }
  }
}

function joined(one: Composites | undefined, other: Composites): Composites {
  if (!one) return other;
  const all = new Map(one);
  for (const [key, inner] of other) all.set(key, joined(all.get(key), inner));
  return all;
}
