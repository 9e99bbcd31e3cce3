import { Kind, parse, print } from 'graphql';
import type { DefinitionNode, DocumentNode, ObjectTypeDefinitionNode } from 'graphql';
import { subgraphNameOf } from '../composition/extension.ts';
import type { Extension } from '../composition/extension.ts';
import { PARTITION } from '../composition/governance/rules.ts';
import { mergeParts } from './merge-parts.ts';
import type { PartResult } from './merge-parts.ts';
import { readContract } from './partition-contract.ts';
import { partsOf, representationsIn, requestOfPart } from './partition-parts.ts';
import type { Part } from './partition-parts.ts';
import { planPartition } from './partition-plan.ts';
import type { PartitionPlan } from './partition-plan.ts';
import { createProviderCalls } from './provider-calls.ts';
import type { ProviderCallsSettings } from './provider-calls.ts';
import { ProviderFailure } from './provider-failure.ts';
import { readPartAnswer } from './read-part-answer.ts';
import { Recent } from './recent.ts';
import type { Source, SourceAnswer } from './source.ts';

export interface ExtensionSourceSettings extends ProviderCallsSettings {
  readonly extension: Extension;
}

const PLANS_KEPT = 500;

/**
 * What one insurer adds to the graph. Its own entities are asked of it, under the same rules as the network's contract:
 * its standing, its deadline, an answer that is not believed unasked. Everybody else's are null without leaving: it
 * does not even hear how many there are. It never throws, and its health is nobody's but its own.
 */
export function extensionSource(settings: ExtensionSourceSettings): Source {
  const { namespace, insurerId, sdl } = settings.extension;
  const contract = readContract(print(wholeTypes(parse(sdl, { noLocation: true }))), PARTITION);
  const calls = createProviderCalls(settings);
  const plans = new Recent<PartitionPlan>(PLANS_KEPT);

  return {
    name: subgraphNameOf(namespace),
    // An insurer does not ask the graph as a house does.
    keys: { keys: [] },
    async execute(request, call) {
      const variables = request.variables ?? {};
      const plan = plans.get(request.query, () => planPartition(contract, request.query));
      const own = partsOf(contract, plan, variables).filter(({ owner, places }) => owner === insurerId && places.length > 0);
      const results = await Promise.all(own.map(async (part: Part): Promise<PartResult> => {
        try {
          const told = requestOfPart(contract, plan, part, variables);
          return { part, answer: await calls.ask(insurerId, told, call, (answer) => readPartAnswer(contract, plan, part, variables, answer)) };
        } catch (error) {
          if (!(error instanceof ProviderFailure)) throw error;
          return { part, failure: { code: error.code, insurerId, mismatch: error.mismatch } };
        }
      }));
      return saidNull(plan, representationsIn(variables), mergeParts(plan, representationsIn(variables).length, results, call.locale));
    },
    forward: () => Promise.resolve(false),
    // A sick insurer must not take the gateway out of service.
    ready: () => Promise.resolve(true),
    close: () => {
      calls.close();
      return Promise.resolve();
    },
  };
}

/**
 * An entity of which this insurer knows nothing has all its fields null. An entity that is null would say that nobody
 * gave a value for them, which is an error; here there is none to give.
 */
function saidNull({ entries }: PartitionPlan, representations: readonly unknown[], { data, errors }: SourceAnswer): SourceAnswer {
  const failed = new Set((errors ?? []).map(({ path = [] }) => path.slice(0, 2).join()));
  const filled = entries.filter(({ kind }) => kind === 'entities').map(({ responseKey, shapes }) => {
    const entities = (data?.[responseKey] ?? []) as readonly unknown[];
    return [responseKey, entities.map((entity, place) => {
      const type = (representations[place] as Readonly<Record<string, unknown>> | null)?.__typename;
      const shape = shapes.get(String(type));
      if (entity !== null || !shape || failed.has([responseKey, place].join())) return entity;
      return { __typename: type, ...Object.fromEntries([...shape.fields.keys()].map((key) => [key, null])) };
    })] as const;
  });
  return { data: { ...data, ...Object.fromEntries(filled) }, ...(errors ? { errors } : {}) };
}

/** Every object type in one piece: `extend type` and a type in several parts are read as the one type they make. */
function wholeTypes({ definitions }: DocumentNode): DocumentNode {
  const objects = new Map<string, ObjectTypeDefinitionNode>();
  const others: DefinitionNode[] = [];
  for (const node of definitions) {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) {
      others.push(node);
      continue;
    }
    const before = objects.get(node.name.value);
    objects.set(node.name.value, {
      ...node,
      kind: Kind.OBJECT_TYPE_DEFINITION,
      directives: [...before?.directives ?? [], ...node.directives ?? []],
      fields: [...before?.fields ?? [], ...node.fields ?? []],
    });
  }
  return { kind: Kind.DOCUMENT, definitions: [...others, ...objects.values()] };
}
