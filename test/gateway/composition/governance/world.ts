import { readBaseGraph } from '../../../../gateway/composition/governance/base-graph.ts';
import type { GovernanceContext } from '../../../../gateway/composition/governance/classify.ts';
import type { SubgraphSdl } from '../../../../schema/tools/compose.ts';

const link = (imports: string): string => `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n`;

/** How an extension begins. */
export const LINK = link('"@key"');
export const linked = (...imports: string[]): string => link(imports.map((each) => `"${each}"`).join(', '));

const SHARED = `
  "Calendar date."
  scalar Date
  "Exact decimal."
  scalar Decimal
  "An amount of money."
  type Money @shareable { "Exact amount." amount: Decimal! "ISO 4217 code." currency: String! }
  "Where a page ends."
  type PageInfo @shareable { "More follow." hasNextPage: Boolean! "Cursor." endCursor: String }
`;

const house = (name: string, sdl: string): SubgraphSdl => ({ name, url: `http://${name}.invalid/graphql`, sdl });

/** Three houses as the programme has them, in little. */
export const HOUSES: readonly SubgraphSdl[] = [
  house('regulation', `${linked('@key', '@shareable', '@authenticated')} ${SHARED}
    "State of an accreditation."
    enum AccreditationState { GRANTED SUSPENDED }
    "What lets an insurer in."
    type Accreditation @key(fields: "id") @authenticated { id: ID! state: AccreditationState! fee: Money }
    type Insurer @key(fields: "id") { id: ID! accreditation: Accreditation }
    type Query { accreditation(id: ID!): Accreditation }
    input DecideInput { id: ID! reason: String! }
    type Mutation { decide(input: DecideInput!): Accreditation }
  `),
  house('insurers', `${linked('@key', '@shareable', '@requiresScopes')} ${SHARED}
    "A private insurer."
    type Insurer @key(fields: "id") { "Identifier." id: ID! name: String! plans: [InsurancePlan!]! }
    "A plan."
    type InsurancePlan @key(fields: "insurerId id") { "Insurer that owns it." insurerId: ID! id: ID! price: Money! }
    "A contract."
    type Policy @key(fields: "insurerId id") @requiresScopes(scopes: [["policy:read"]]) { insurerId: ID! id: ID! coverages: [Coverage!]! }
    "One life's cover."
    type Coverage @key(fields: "insurerId id") @requiresScopes(scopes: [["policy:read"]]) { "Whose." insurerId: ID! id: ID! state: CoverageState! member: Member premium: Money! }
    enum CoverageState { ACTIVE ENDED }
    type Member @key(fields: "id", resolvable: false) { id: ID! }
    interface Answer { message: String! }
    type Accepted implements Answer { message: String! }
    input BidInput { tenderId: ID! price: Decimal! seal: String }
    type Query { insurers: [Insurer!]! answer: Answer outcome: Outcome coverage(insurerId: ID!, id: ID!): Coverage @requiresScopes(scopes: [["policy:read"]]) }
    union Outcome = Accepted
    type Mutation { bid(input: BidInput!): Accepted }
  `),
  house('associations', `${linked('@key', '@shareable', '@requiresScopes')} ${SHARED}
    "A person."
    type Member @key(fields: "id") { id: ID! nationalId: String @requiresScopes(scopes: [["person:read"]]) birthDate: Date }
    type Query { member(id: ID!): Member page: PageInfo }
  `),
];

/** The insurer that sends, `acme`, beside one that was there before, `zenith`. */
export const CONTEXT: GovernanceContext = {
  namespace: 'acme',
  insurerId: 'insurer-a',
  base: readBaseGraph(HOUSES),
  others: new Map([['zenith', 'insurer-z']]),
};

export const extensionOf = (sdl: string, name = 'insurer_acme'): SubgraphSdl => house(name, sdl);
