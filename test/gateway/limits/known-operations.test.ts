import { describe, expect, it } from '@jest/globals';
import { hashOf, readKnownOperations } from '../../../gateway/limits/known-operations.ts';
import { createPersistedDocuments } from '../../../gateway/limits/persisted-documents.ts';

const TEXT = '{ hello }';
const HASH = hashOf(TEXT);

describe('a manifest of known operations', () => {
  it.each([
    ['texts by hash', { [HASH]: TEXT }],
    ['texts by a hash in capitals', { [HASH.toUpperCase()]: TEXT }],
    ['what Apollo\'s tools write', { format: 'apollo-persisted-query-manifest', version: 1, operations: [{ id: HASH, name: 'Q', type: 'query', body: TEXT }] }],
  ])('is read: %s', (_what, manifest) => {
    expect([...readKnownOperations(JSON.stringify(manifest))]).toEqual([[HASH, TEXT]]);
  });

  it.each([
    ['no JSON', '{', 'it is not JSON'],
    ['a list', '[]', 'it is not a JSON object'],
    ['a text that is none', JSON.stringify({ [HASH]: 1 }), 'an operation has no hash or no text'],
    ['an operation without a body', JSON.stringify({ operations: [{ id: HASH }] }), 'an operation has no hash or no text'],
    ['a hash of another text', JSON.stringify({ [HASH]: `${TEXT} ` }), `the operation ${HASH} is not the SHA-256 of its text`],
  ])('is refused: %s', (_what, json, reason) => {
    expect(() => readKnownOperations(json)).toThrow(reason);
  });
});

describe('documents that clients sent with their hash', () => {
  it('are kept, but are not known ones', () => {
    const documents = createPersistedDocuments(new Map());
    documents.keep(TEXT);
    expect([documents.textOf(HASH), documents.isKnown(HASH)]).toEqual([TEXT, false]);
  });

  it('do not fill the memory: the oldest goes, and a long one is not kept', () => {
    const documents = createPersistedDocuments(new Map());
    for (let n = 0; n < 1_001; n += 1) documents.keep(`{ f${n} }`);
    expect(documents.textOf(hashOf('{ f0 }'))).toBeUndefined();
    expect(documents.textOf(hashOf('{ f1000 }'))).toBe('{ f1000 }');
    const long = `{ f } #${'x'.repeat(20_000)}`;
    documents.keep(long);
    expect(documents.textOf(hashOf(long))).toBeUndefined();
  });
});
