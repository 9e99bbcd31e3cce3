import { buildSchema, GraphQLError } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import type { Fault } from './faults.ts';
import type { OtherCaller } from './identity.ts';
import type { Lives, Told } from './lives.ts';
import { Refused } from './refused.ts';
import type { StandingTold } from './standings.ts';

/** Federation by hand: these lines and two fields are all of it. */
const FEDERATION = `
  scalar _Any
  type _Service { sdl: String! }
  union _Entity = Coverage | PreAuthorization | InsurancePlan | Policy
  extend type Query { _entities(representations: [_Any!]!): [_Entity]! _service: _Service! }
  directive @link(url: String!, import: [String]) repeatable on SCHEMA
  directive @key(fields: String!) repeatable on OBJECT
  directive @shareable on OBJECT | FIELD_DEFINITION
  directive @requiresScopes(scopes: [[String!]!]!) on OBJECT | FIELD_DEFINITION
`;

export interface OtherContext {
  readonly caller: OtherCaller;
}

type Resolve = GraphQLFieldResolver<unknown, OtherContext, Record<string, never>>;

const coded = (code: string): GraphQLError => new GraphQLError('This cannot be answered.', { extensions: { code } });
const soon = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** What came of it, or its refusal with the code alone. */
function codedOf<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof Refused ? coded(error.code) : error;
  }
}

/** What it can be asked, which a fault makes less than it says. */
function servedOf(contract: string, extension: string, fault: Fault | null): string {
  const own = extension.replace(/extend schema.*\n/, '').replace('type Coverage @key(fields: "insurerId id") {\n  id: ID!\n  insurerId: ID!', 'extend type Coverage {');
  const without = (text: string, line: RegExp): string => text.replace(line, '');
  switch (fault) {
    case 'says a field it cannot be asked': return without(contract, /.*\n {2}deemed: Boolean\n/) + own;
    case 'says an argument it cannot be given': return without(contract, /\("Day asked for." on: Date\)/) + own;
    case 'says a root field it cannot be asked': return contract.replace('  preAuthorization("Insurer', '  preAuthorisation("Insurer') + own;
    case 'says an enum value it cannot be told': return without(contract, / {2}DIVORCE\n/) + own;
    case 'says an input field it cannot be told': return without(contract, /.*\n {2}birthDate: Date!\n/) + own;
    case 'submits a field it cannot be asked': return contract + without(own, /.*\n {2}hoursOpen: Int!\n/);
    default: return contract + own;
  }
}

/** The contract over these lives; objects answer their own fields, so what is written here is all there is. */
export function otherSchema(contract: string, extension: string, insurerId: string, lives: Lives, fault: Fault | null): GraphQLSchema {
  const schema = buildSchema(servedOf(contract, extension, fault) + FEDERATION, { assumeValidSDL: true });
  const foreign = '00000000-0000-4000-8000-000000000000';
  const own = (id: unknown, except: Fault): boolean => id === insurerId || fault === except;

  const eligibility = (id: string, day: string) => {
    const policyClass = lives.classOn(id, day);
    const inForce = lives.inTerm(id, day) || fault === 'calls an ended policy in force' || (fault === 'calls a terminated policy in force' && lives.wasEnded(id));
    const suspended = lives.isSuspended(id) && (policyClass !== null || fault === 'suspends days without cover');
    const otherwise = inForce ? 'NOT_COVERED' : 'NOT_ACTIVE';
    const status = policyClass === null && fault !== 'contradicts itself' ? otherwise : 'ELIGIBLE';
    return {
      on: fault === 'says another day' ? '2020-02-02' : day,
      eligible: policyClass !== null && (!suspended || fault === 'suspends the name of the status alone'),
      status: suspended ? 'COVERAGE_SUSPENDED' : status,
      policyClass: suspended && fault === 'loses the class of who is suspended' ? null : policyClass,
    };
  };
  const coverage = (id: string) => ({
    __typename: 'Coverage',
    id,
    insurerId: fault === 'says the id of another' ? foreign : insurerId,
    eligibility: ({ on }: { on: string }) => eligibility(id, on),
    card() {
      const [first] = lives.spansOf(id);
      if (first === undefined || fault === 'issues no card') return null;
      const validTo = fault === 'issues cards for ever' ? '9999-12-31' : lives.lastDayOf(id);
      return { cardNumber: `${fault === 'prints cards of real life' ? 'WSQ' : 'SBX'}-${id.slice(-8)}`, policyClass: first.policyClass, validFrom: first.from, validTo };
    },
    balances() {
      const money = (amount: string) => ({ amount, currency: fault === 'counts in riyals' ? 'SAR' : 'XTS' });
      return [{ benefit: 'ANNUAL_MAX', limit: money('1000000.00'), used: money('0.00'), remaining: money('1000000.00'), basis: 'CLAIMS' }];
    },
    preAuthorizations({ first, after }: { first: number; after?: string | null }) {
      if ((after != null || first < 1 || first > 100) && fault !== 'says nothing of a page too long') throw coded('NO_SUCH_PAGE');
      return { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    },
  });

  function resolveReference({ __typename, insurerId: of, id }: Record<string, unknown>): unknown {
    if (!own(of, 'ignores whose reference it is')) return null;
    if (__typename === 'Coverage') {
      if (typeof id !== 'string') return fault === 'gives a life for an odd reference' ? coverage(lives.any() ?? '') : null;
      return lives.has(id) ? coverage(id) : null;
    }
    if (__typename === 'Policy') return lives.hasPolicy(String(id)) ? { __typename, id, insurerId, serviceLevels: [] } : null;
    return null;
  }

  let current: readonly Record<string, unknown>[] = [];
  const entities: Resolve = async (_, args, { caller }) => {
    let { representations } = args as unknown as { representations: readonly Record<string, unknown>[] };
    if (fault === 'wants to know the person' && caller.roles.length === 0) throw coded('FORBIDDEN');
    if (fault === 'falls over an odd reference' && representations.some(({ id }) => typeof id !== 'string')) throw new TypeError('id is no text');
    if (fault === 'mixes calls') {
      current = representations;
      await soon();
      await soon();
      representations = current;
    }
    if (fault === 'answers a reference once') representations = [...new Map(representations.map((each) => [JSON.stringify(each), each])).values()];
    if (fault === 'answers 500 references at most') representations = representations.slice(0, 500);
    const found = representations.map(resolveReference);
    if (fault === 'answers references backwards') return found.reverse();
    return fault === 'errors on misses' ? found.map((entity) => entity ?? coded('NOT_FOUND')) : found;
  };

  const query = schema.getQueryType()?.getFields() ?? {};
  const resolvers: Record<string, Resolve> = {
    _entities: entities,
    _service: () => ({ sdl: sdlOf(contract, fault) }),
    memberEligibility(_, args) {
      const { insurerId: of, coverageId, on } = args as unknown as Record<'insurerId' | 'coverageId' | 'on', string>;
      return own(of, 'ignores who is asked') && lives.has(coverageId) && fault !== 'does not know covers at the root' ? eligibility(coverageId, on) : null;
    },
    preAuthorization: () => null,
  };
  for (const [name, resolve] of Object.entries(resolvers)) Object.assign(query[name] ?? {}, { resolve });
  const enrollLines: Resolve = (_, args, { caller }) => {
    const { input } = args as unknown as { input: Told };
    if (!own(input.insurerId, 'ignores who is told')) throw coded('NOT_OURS');
    if (!caller.scopes.includes('house:tell') && fault !== 'asks for no scope') throw coded('FORBIDDEN');
    return codedOf(() => lives.enroll(input));
  };
  const tellPolicyStanding: Resolve = (_, args, { caller }) => {
    const { input } = args as unknown as { input: StandingTold };
    if (!own(input.insurerId, 'ignores whose policy is told')) throw coded('NOT_OURS');
    if (!caller.scopes.includes('house:tell') && fault !== 'lets anybody say where a policy stands') throw coded('FORBIDDEN');
    return codedOf(() => lives.stand(input));
  };
  for (const [name, resolve] of Object.entries({ enrollLines, tellPolicyStanding })) Object.assign(schema.getMutationType()?.getFields()[name] ?? {}, { resolve });
  return schema;
}

/** What is said of the schema, which is all that a caller can compare. */
function sdlOf(contract: string, fault: Fault | null): string {
  switch (fault) {
    case 'serves a field less': return contract.replace('  deemed: Boolean\n', '');
    case 'serves a key less': return contract.replace('type Policy @key(fields: "insurerId id")', 'type Policy @key(fields: "id")');
    case 'serves another type of a field': return contract.replace('  cases: Int!', '  cases: Int');
    case 'serves an enum value more': return contract.replace('  LIMIT_EXHAUSTED\n', '  LIMIT_EXHAUSTED\n  PERHAPS\n');
    case 'serves a required argument more': return contract.replace('"Day of treatment." on: Date!)', '"Day of treatment." on: Date!, why: String!)');
    default: return contract;
  }
}
