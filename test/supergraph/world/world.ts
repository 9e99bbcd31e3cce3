/** Everything that is generated of one supergraph: who owns which field, and what is awry. Values follow from it. */
export interface World {
  readonly seed: number;
  /** The first has every entity; the interface is an entity there. */
  readonly subgraphs: readonly string[];
  readonly types: readonly EntityType[];
  /** A subgraph that knows the interface alone and adds to it, or null. */
  readonly adder: string | null;
  /** Whether a subgraph may not know an entity, or a field may throw. */
  readonly awry: boolean;
}

export interface EntityType {
  readonly name: string;
  /** The subgraphs that have it, with the keys it has there. */
  readonly homes: ReadonlyMap<string, readonly Key[]>;
  readonly fields: readonly WorldField[];
}

/** `spot` is an object whose fields together are the key. */
export type Key = 'id' | 'code' | 'spot';

export interface WorldField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly nonNull: boolean;
  /** The subgraph that has it. */
  readonly owner: string;
  /** Another that has it too. */
  readonly also: { readonly subgraph: string; readonly how: 'shareable' | 'overridden' } | null;
  /** What `ref`, `refs` and `grid` lead to, and `computed` when it is no text. */
  readonly target: string | null;
  /** A field of the target that its owner lets be read here too. */
  readonly provides: string | null;
  /** For `computed`: the fields it is made of. */
  readonly requires: readonly Required[];
}

export type FieldKind = 'text' | 'number' | 'matrix' | 'call' | 'choice' | 'blob' | 'point' | 'ref' | 'refs' | 'grid' | 'node' | 'either' | 'computed';

/** One field of a @requires set, with arguments when it is a call. */
export interface Required {
  readonly field: string;
  readonly x: number | null;
}

export const SCALARS: ReadonlySet<FieldKind> = new Set(['text', 'number', 'matrix', 'call', 'choice', 'blob']);

export function fieldType({ kind, target, nonNull }: WorldField): string {
  const types: Readonly<Record<FieldKind, string>> = {
    text: 'String', number: 'Int', matrix: '[[Int]!]', call: 'String', choice: 'Choice', blob: 'Blob', point: 'Point', computed: target ?? 'String',
    ref: `${target}`, refs: `[${target}!]`, grid: `[[${target}]]`, node: 'Node', either: '[Either]',
  };
  return types[kind] + (nonNull ? '!' : '');
}

export function argumentsOf({ kind }: WorldField): string {
  return kind === 'call' ? '(x: Int = 1, y: String)' : kind === 'refs' ? '(first: Int = 2)' : '';
}

export function typesIn({ types }: World, subgraph: string): EntityType[] {
  return types.filter(({ homes }) => homes.has(subgraph));
}

export function typeNamed({ types }: World, name: string): EntityType {
  const type = types.find((each) => each.name === name);
  if (!type) throw new Error(`no type ${name}`);
  return type;
}

export function hasField({ owner, also }: WorldField, subgraph: string): boolean {
  return owner === subgraph || also?.subgraph === subgraph;
}
