import { createHash } from 'node:crypto';
import { ANONYMOUS } from '../../schema/contracts/identity.ts';
import type { Principal } from '../../schema/contracts/identity.ts';

/** The operations an operator has put on record, by the SHA-256 of their text in hexadecimal. */
export type KnownOperations = ReadonlyMap<string, string>;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Reads a manifest: a JSON object of document texts by hash, or what Apollo's and Relay's tools write, `operations`
 * with `id` and `body`. @throws Error with one sentence when it is none, or a hash is not that of its text.
 */
export function readKnownOperations(json: string): KnownOperations {
  const known = new Map(entriesOf(json));
  for (const [hash, text] of known) {
    if (hashOf(text) !== hash) throw new Error(`the operation ${hash.slice(0, 64)} is not the SHA-256 of its text`);
  }
  return known;
}

function entriesOf(json: string): [string, string][] {
  const manifest = parsed(json);
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) throw new Error('it is not a JSON object');
  const entries = 'operations' in manifest && Array.isArray(manifest.operations)
    ? (manifest.operations as unknown[]).map((operation) => [Object(operation).id, Object(operation).body] as [unknown, unknown])
    : Object.entries(manifest as object) as [string, unknown][];
  return entries.map(([hash, text]) => {
    if (typeof hash !== 'string' || typeof text !== 'string') throw new Error('an operation has no hash or no text');
    return [hash.toLowerCase(), text];
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('it is not JSON');
  }
}

/** Who may run only known operations: roles, and `anonymous` for who has no token. */
export type KnownOnlyFor = ReadonlySet<string>;

/** Whether only known operations run for this caller: one limited role is enough, whatever else the token carries. */
export function isKnownOnly(principal: Principal, knownOnlyFor: KnownOnlyFor): boolean {
  return principal.subject === ANONYMOUS.subject
    ? knownOnlyFor.has('anonymous')
    : principal.roles.some((role) => knownOnlyFor.has(role));
}
