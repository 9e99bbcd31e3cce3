import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, getNamedType, getNullableType, getOperationAST, isCompositeType, isInterfaceType, isListType, isObjectType, parse, validate } from 'graphql';
import type { DocumentNode } from 'graphql';
import { estimateCost } from '../../../gateway/limits/cost.ts';
import { readCostRules } from '../../../gateway/limits/cost-rules.ts';
import { ownerOf, readFieldOwners } from '../../../gateway/limits/field-owners.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { measureDocument } from '../../../gateway/limits/measure-document.ts';
import { operationTree } from '../../../gateway/limits/operation-tree.ts';
import { refusalOf } from '../../../gateway/limits/refuse-measured.ts';
import * as questions from '../../../gateway/partner/regulator/page/questions.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(`${ROOT}/${path}`, 'utf8');

const supergraph = parse(read('schema/supergraph.graphql'));
const model = { api: buildSchema(read('schema/api.graphql')), rules: readCostRules(supergraph), ownerOf: ownerOf(readFieldOwners(supergraph)) };

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

function costOf(text: string, variables: Record<string, unknown> = {}): { total: number; most: number } {
  const document: DocumentNode = parse(text);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  const { total, bySubgraph } = estimateCost(model, operation, operationTree(document, operation, DEFAULT_LIMITS.selections), variables);
  return { total, most: Math.max(0, ...bySubgraph.values()) };
}

/** Every field that answers a list of objects, itself or through a connection. */
function listFields() {
  return Object.values(model.api.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type)).filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map(({ name, type: returned, args }) => {
      const named = getNamedType(returned);
      return {
        coordinate: `${type.name}.${name}`,
        isList: isListType(getNullableType(returned)) && isCompositeType(named),
        isPage: named.name.endsWith('Connection'),
        args: args.map((argument) => argument.name),
      };
    }))
    .filter(({ coordinate, isList, isPage }) => isPage || (isList && !/Connection\.edges$/.test(coordinate)));
}

const FILES = ['gateway/demo', 'test/e2e'].flatMap((folder) => readdirSync(`${ROOT}/${folder}`, { withFileTypes: true })
  .filter((entry) => entry.isFile()).map(({ name }) => `${folder}/${name}`));
/** What the benches ask. */
const REFERENCES = ['test/bench/queries.ts', ...readdirSync(`${ROOT}/test/bench/compliance`).map((name) => `test/bench/compliance/${name}`)];
const REFERENCE = '{ associations(first: 100) { edges { node { policies(first: 1) { edges { node { coverages(first: 20) { edges { node { member { id } } } } } } } } } } }';
const PAGE = Object.values(questions).filter((text) => /^query\b/.test(text));
/** A page of the regulator's tables is so long at most. */
const LONGEST_PAGE = { first: 100 };

describe('every list of the graph', () => {
  it('says how long it is taken to be, by @listSize', () => {
    expect(listFields().length).toBeGreaterThan(100);
    expect(listFields().filter(({ coordinate }) => !model.rules.listSizes.has(coordinate)).map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('has a bound: a connection by `first` and without it, any other by what is assumed', () => {
    const unbounded = listFields().filter(({ coordinate, isPage, args }) => {
      const size = model.rules.listSizes.get(coordinate);
      return (size?.assumedSize ?? 0) < 1 || (isPage && !(size?.slicingArguments.includes('first') && args.includes('first') && size.sizedFields.includes('edges')));
    });
    expect(unbounded.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it.each([
    ['as many as are asked for', '(first: 70)', 70],
    ['as many as a page has when nothing is said', '', 20],
    ['as many as a page has when nothing is said in so many words', '(first: null)', 20],
  ])('is estimated at %s', (_what, args, size) => {
    expect(costOf(`{ tenders${args} { edges { node { id } } } }`).total).toBe(1 + 2 * size);
  });
});

describe('the limits', () => {
  const own = [...FILES, ...REFERENCES].flatMap(operationsIn);

  it('are tried on operations of the demo, of the tests of the whole graph and of the benches', () => {
    expect(own.length).toBeGreaterThan(20);
    expect(PAGE.length).toBeGreaterThan(15);
  });

  it.each([...own, ...PAGE, REFERENCE, getIntrospectionQuery()].map((text) => [text.replace(/\s+/g, ' ').slice(0, 70), text]))('leave half of themselves to %s', (_short, text) => {
    const measured = measureDocument(text, DEFAULT_LIMITS);
    const half = { ...DEFAULT_LIMITS, tokens: DEFAULT_LIMITS.tokens / 2, aliases: DEFAULT_LIMITS.aliases / 2, rootFields: DEFAULT_LIMITS.rootFields / 2 };
    expect(refusalOf(measured, half, 'en')).toBeNull();
    const { total, most } = costOf(text, LONGEST_PAGE);
    expect(total).toBeLessThan(DEFAULT_LIMITS.cost / 2);
    expect(most).toBeLessThan(DEFAULT_LIMITS.subgraphCost / 2);
  });

  it.each([
    ['the whole programme', REFERENCE.replace('policies(first: 1)', 'policies(first: 100)').replace('first: 20', 'first: 100')],
    ['the live balance of every cover', '{ associations(first: 100) { edges { node { policies(first: 10) { edges { node { coverages(first: 100) { edges { node { balances { remaining { amount } } } } } } } } } } } }'],
    ['round and round, a page each time, nothing said of its length',
      '{ associations { edges { node { policies { edges { node { coverages { edges { node { policy { coverages { edges { node { id } } } } } } } } } } } } } }'],
    ['every bid of every tender with its rates', '{ tenders(first: 100) { edges { node { bids { rates { annualPremium { amount } } } } } } }'],
  ])('refuse what would read %s at once', (_what, text) => {
    expect(validate(model.api, parse(text))).toEqual([]);
    const { total, most } = costOf(text);
    expect(total > DEFAULT_LIMITS.cost || most > DEFAULT_LIMITS.subgraphCost).toBe(true);
  });
});
