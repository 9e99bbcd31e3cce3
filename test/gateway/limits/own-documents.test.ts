import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode } from 'graphql';
import { estimateCost } from '../../../gateway/limits/cost.ts';
import { readCostRules } from '../../../gateway/limits/cost-rules.ts';
import { readFieldOwners } from '../../../gateway/limits/field-owners.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { measureDocument } from '../../../gateway/limits/measure-document.ts';
import { operationTree } from '../../../gateway/limits/operation-tree.ts';
import { refusalOf } from '../../../gateway/limits/refuse-measured.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8');

const supergraph = read('schema/supergraph.graphql');
const model = { api: buildSchema(read('schema/api.graphql')), rules: readCostRules(supergraph), ownerOf: readFieldOwners(supergraph) };

/** Every string in a file that is an operation of this schema. */
function operationsIn(path: string): string[] {
  const strings = read(path).matchAll(/(['`])(\s*(?:query\b|mutation\b|\{ )(?:(?!\1|\$\{)[^])*)\1/g);
  return [...strings].map(([, , text = '']) => text).filter(isOperation);
}

function isOperation(text: string): boolean {
  try {
    return validate(model.api, parse(text)).length === 0;
  } catch {
    return false;
  }
}

function costOf(text: string): { total: number; most: number } {
  const document: DocumentNode = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const { total, bySubgraph } = estimateCost(model, operation, operationTree(document, operation, DEFAULT_LIMITS.selections), {});
  return { total, most: Math.max(0, ...bySubgraph.values()) };
}

const FILES = ['gateway/demo', 'test/e2e'].flatMap((folder) => readdirSync(`${ROOT}/${folder}`).map((name) => `${folder}/${name}`));
const REFERENCE = '{ associations(first: 100) { edges { node { policies(first: 1) { edges { node { coverages(first: 20) { edges { node { member { id } } } } } } } } } } }';

describe('the limits', () => {
  const own = FILES.flatMap(operationsIn);

  it('are tried on operations of the demo and of the tests of the whole graph', () => {
    expect(own.length).toBeGreaterThan(20);
  });

  it.each([...own, REFERENCE, getIntrospectionQuery()].map((text) => [text.replace(/\s+/g, ' ').slice(0, 70), text]))('leave half of themselves to %s', (_short, text) => {
    const measured = measureDocument(text, DEFAULT_LIMITS);
    const half = { ...DEFAULT_LIMITS, tokens: DEFAULT_LIMITS.tokens / 2, aliases: DEFAULT_LIMITS.aliases / 2, rootFields: DEFAULT_LIMITS.rootFields / 2 };
    expect(refusalOf(measured, half, 'en')).toBeNull();
    const { total, most } = costOf(text);
    expect(total).toBeLessThan(DEFAULT_LIMITS.cost / 2);
    expect(most).toBeLessThan(DEFAULT_LIMITS.subgraphCost / 2);
  });

  it('refuse what would read the whole programme at once', () => {
    const { total } = costOf(REFERENCE.replace('policies(first: 1)', 'policies(first: 100)').replace('first: 20', 'first: 100'));
    expect(total).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });
});
