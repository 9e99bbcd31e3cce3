import type { ErrorCode } from '../../../schema/contracts/errors.ts';

/**
 * Who may do what to the graph with an extension, as data. What no row allows is refused: an insurer's extension may
 * define types, enums and inputs in its own namespace, and add fields of its own namespace to the entities opened to it.
 */

/** What an extension may not do, and the code its sender is told. */
export const RULES = {
  'size': 'EXTENSION_TOO_LARGE',
  'parse': 'EXTENSION_NOT_GRAPHQL',
  'depth': 'EXTENSION_TOO_DEEP',
  'valid': 'EXTENSION_NOT_VALID',
  'not-empty': 'EXTENSION_EMPTY',
  'text': 'EXTENSION_TEXT_REFUSED',
  'definition': 'EXTENSION_DEFINITION_REFUSED',
  'link': 'EXTENSION_LINK_REFUSED',
  'root-field': 'EXTENSION_ROOT_FIELD',
  'foreign-type': 'EXTENSION_FOREIGN_TYPE',
  'foreign-field': 'EXTENSION_FOREIGN_FIELD',
  'foreign-reference': 'EXTENSION_FOREIGN_REFERENCE',
  'nullable': 'EXTENSION_NOT_NULLABLE',
  'membership': 'EXTENSION_MEMBERSHIP',
  'namespace': 'EXTENSION_OUTSIDE_NAMESPACE',
  'squatting': 'EXTENSION_NAMESPACE_OF_ANOTHER',
  'reserved-name': 'EXTENSION_NAME_RESERVED',
  'key': 'EXTENSION_KEY_REFUSED',
  'shared-type': 'EXTENSION_SHARED_TYPE_CHANGED',
  'description': 'EXTENSION_DESCRIPTION_CHANGED',
  'override': 'EXTENSION_OVERRIDES',
  'hide': 'EXTENSION_HIDES',
  'restrict': 'EXTENSION_RESTRICTS',
  'ask': 'EXTENSION_ASKS_FOR_MORE',
  'share': 'EXTENSION_SHARES',
  'price': 'EXTENSION_PRICES',
  'interface-object': 'EXTENSION_INTERFACE_OBJECT',
  'directive': 'EXTENSION_DIRECTIVE_REFUSED',
  'scope': 'EXTENSION_SCOPE_UNKNOWN',
} as const satisfies Readonly<Record<string, ErrorCode>>;

export type RuleId = keyof typeof RULES;

/** The field of their keys by which representations of different insurers are told apart. */
export const PARTITION = 'insurerId';

/**
 * The entities opened to extensions, each with the one key an extension enters it by, which is all that it is ever
 * told of an entity. The partition is in every one of them.
 */
export const OPENED: ReadonlyMap<string, readonly string[]> = new Map([
  ['Coverage', [PARTITION, 'id']],
  ['Policy', [PARTITION, 'id']],
  ['InsurancePlan', [PARTITION, 'id']],
  ['PreAuthorization', [PARTITION, 'id']],
]);

/** The programme's words that an extension may repeat, exactly as they are, to use them. */
export const SHARED: ReadonlySet<string> = new Set(['Date', 'DateTime', 'Decimal', 'Money', 'LocalizedText', 'PageInfo']);

export const ROOTS: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription']);

/** Where in an extension a directive stands. */
export type Place =
  | 'schema' | 'own type' | 'own field' | 'own argument' | 'own enum value' | 'own input field'
  | 'opened type' | 'field on an opened type' | 'key field' | 'shared type' | 'shared field';

/** The directives that may stand at each place. What limits who reads a field may stand on what is the insurer's own. */
export const DIRECTIVES: Readonly<Record<Place, readonly string[]>> = {
  'schema': ['link'],
  'own type': ['authenticated', 'requiresScopes'],
  'own field': ['authenticated', 'requiresScopes', 'deprecated'],
  'own argument': ['deprecated'],
  'own enum value': ['deprecated'],
  'own input field': ['deprecated'],
  'opened type': ['key'],
  'field on an opened type': ['authenticated', 'requiresScopes', 'deprecated'],
  'key field': [],
  'shared type': ['shareable'],
  'shared field': [],
};

/** The rule that a directive breaks where it may not stand; one that is not named breaks `directive`. */
export const BROKEN_BY: ReadonlyMap<string, RuleId> = new Map<string, RuleId>([
  ['override', 'override'],
  ['inaccessible', 'hide'],
  ['authenticated', 'restrict'], ['requiresScopes', 'restrict'], ['policy', 'restrict'],
  ['requires', 'ask'], ['external', 'ask'], ['provides', 'ask'], ['context', 'ask'], ['fromContext', 'ask'],
  ['shareable', 'share'],
  ['cost', 'price'], ['listSize', 'price'],
  ['interfaceObject', 'interface-object'],
  ['key', 'key'],
  ['link', 'link'],
]);

/** The one specification an extension may link, and what it may import from it, under its own name. */
export const LINK = {
  url: /^https:\/\/specs\.apollo\.dev\/federation\/v2\.[0-9]$/,
  imports: new Set(['@key', '@shareable', '@authenticated', '@requiresScopes']),
} as const;

export const MOST = {
  bytes: 256 * 1024,
  tokens: 20_000,
  /** Brackets within brackets. */
  depth: 12,
  definitions: 200,
  fields: 100,
  arguments: 20,
  values: 300,
  nameLength: 80,
  textLength: 2_000,
} as const;
