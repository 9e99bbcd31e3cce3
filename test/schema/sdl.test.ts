import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { Kind, parse, visit } from 'graphql';
import type { StringValueNode } from 'graphql';
import { compose } from '../../schema/tools/compose.ts';
import { readHouses } from '../../schema/tools/houses.ts';
import { ROOT } from '../kit/source-file.ts';

const FOLDER = new URL('../../schema/', import.meta.url);

/** Written by hand; the others are composed of them. */
const OWN = readdirSync(FOLDER).filter((name) => name.endsWith('.graphql') && !['api.graphql', 'supergraph.graphql'].includes(name));

/** Coordinates that have no sentence. Enum values and arguments speak for themselves; types and fields do not. */
function withoutSentence(sdl: string): string[] {
  const missing: string[] = [];
  const check = (coordinate: string, description: StringValueNode | undefined): void => {
    if (description === undefined || !/^\S[\s\S]*[.?]$/.test(description.value)) missing.push(coordinate);
  };
  const document = parse(sdl);
  for (const node of document.definitions) {
    if (!('name' in node) || node.name === undefined) continue;
    const { value: name } = node.name;
    const extension = node.kind.endsWith('Extension');
    // A sentence on Query or Mutation would be the same in every file, and a foreign type is described by its owner.
    if (!extension && 'description' in node && !['Query', 'Mutation'].includes(name)) check(name, node.description);
    visit(node, {
      [Kind.FIELD_DEFINITION]: (field) => {
        if (!isReference(field.directives?.map((directive) => directive.name.value) ?? [])) check(`${name}.${field.name.value}`, field.description);
      },
      [Kind.INPUT_VALUE_DEFINITION]: (field, _key, _parent, _path, ancestors) => {
        const owner = ancestors.at(-1);
        const ofInput = !Array.isArray(owner) && owner !== undefined && (owner as { kind: string }).kind.startsWith('InputObject');
        if (ofInput) check(`${name}.${field.name.value}`, field.description);
      },
    });
  }
  return missing;
}

/** An external field is described by its owner. */
function isReference(directives: readonly string[]): boolean {
  return directives.includes('external');
}

describe('every type and field has a sentence', () => {
  it.each(OWN)('in %s', (name) => {
    expect(withoutSentence(readFileSync(new URL(name, FOLDER), 'utf8'))).toEqual([]);
  });

  it('and one sentence, where several houses describe the same', async () => {
    const { hints } = compose(await readHouses(ROOT.replace(/\/$/, '')));
    expect(hints.filter((hint) => hint.code === 'INCONSISTENT_DESCRIPTION').map((hint) => hint.coordinate)).toEqual([]);
  });

  it('and one that has none is found', () => {
    expect(withoutSentence(`
      type A { b: Int "A word." c: Int d: Int @external }
      "In." input I { e: Int "Without an end" f: Int }
      "U." union U = A
      enum E { V }
      extend type Query { g(h: Int): Int }
      type Mutation { "Does." i: Int }
    `)).toEqual(['A', 'A.b', 'I.e', 'I.f', 'E', 'Query.g']);
  });
});
