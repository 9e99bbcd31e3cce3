import type { ProgrammeMode } from './mode.ts';

/** What a person or service may be in the programme. One token may carry several. */
export type Role =
  | 'council'
  | 'association_officer'
  | 'insurer_officer'
  | 'regulator'
  | 'review_body'
  | 'member'
  | 'partner'
  | 'service';

export const ROLES: readonly Role[] = [
  'council', 'association_officer', 'insurer_officer', 'regulator', 'review_body', 'member', 'partner', 'service',
];

/** What a token may do. Written in the SDL with @requiresScopes, enforced by the gateway, and again by row in the house. */
export type Scope =
  | 'tender:manage'
  | 'tender:participate'
  | 'association:manage'
  | 'roster:manage'
  | 'roster:read'
  | 'bid:seal'
  | 'provider:register'
  | 'policy:manage'
  | 'policy:read'
  | 'accreditation:apply'
  | 'regulation:decide'
  | 'compliance:read'
  | 'complaint:file'
  | 'complaint:decide'
  | 'opening:witness'
  | 'person:read'
  | 'house:tell';

/** The scopes a role is given by the embedded issuer; an outside OIDC provider grants its own. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  council: ['tender:manage', 'association:manage', 'compliance:read'],
  association_officer: [
    'tender:participate', 'association:manage', 'roster:manage', 'roster:read', 'policy:read', 'accreditation:apply',
    'complaint:file',
  ],
  insurer_officer: ['bid:seal', 'provider:register', 'policy:manage', 'policy:read', 'accreditation:apply', 'complaint:file'],
  regulator: ['regulation:decide', 'compliance:read', 'roster:read', 'policy:read', 'opening:witness', 'person:read'],
  review_body: ['complaint:decide', 'opening:witness'],
  member: ['policy:read', 'roster:read'],
  partner: [],
  service: ['house:tell', 'roster:read', 'policy:read', 'person:read'],
};

/** Who is asking. `organisation` is the association's or insurer's id, or the house's name for a service. */
export interface Principal {
  readonly subject: string;
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  readonly scopes: readonly string[];
  /** Why personal data is read, when the caller said so. Written to the audit trail. */
  readonly purpose: string | null;
  /** Who asked a house to do this, by subject and organisation. Believed from a house's own signature alone; left out for everyone else. */
  readonly onBehalfOf?: string | null;
}

/** Nobody in particular: reads what is public, and nothing else. */
export const ANONYMOUS: Principal = { subject: 'anonymous', organisation: null, roles: [], scopes: [], purpose: null };

export type Locale = 'ar' | 'en';

/**
 * What the gateway vouches for in the identity envelope, a short-lived EdDSA JWT whose audience is one subgraph
 * and whose issuer is ENVELOPE_ISSUER. A house refuses a call without one, also inside the same process.
 * Nothing in it belongs to one request, so the same principal's envelope is signed once and used for a while.
 */
export interface Envelope {
  readonly principal: Principal;
  readonly locale: Locale;
  readonly mode: ProgrammeMode;
}

/** The HTTP header that carries the envelope between the gateway and a subgraph. */
export const ENVELOPE_HEADER = 'x-wasq-identity';

/** `iss` of every envelope. */
export const ENVELOPE_ISSUER = 'wasq:gateway';

/** The HTTP header that follows one operation through every log. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** The HTTP header in which a caller says why it reads personal data; it becomes the principal's purpose. */
export const PURPOSE_HEADER = 'x-wasq-purpose';

/** `aud` of the assertion with which a house asks or tells the graph; its `iss` is `wasq:house:<name>`. */
export const GRAPH_AUDIENCE = 'wasq:graph';

/** Claim of that assertion: who caused what is asked or told. In anybody else's token it means nothing. */
export const ON_BEHALF_CLAIM = 'on_behalf_of';

export const HOUSE_ISSUER_PREFIX = 'wasq:house:';

export function hasRole(principal: Principal, role: Role): boolean {
  return principal.roles.includes(role);
}
