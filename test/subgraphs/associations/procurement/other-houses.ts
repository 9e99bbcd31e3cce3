import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { BidTerms } from '../../../../subgraphs/associations/domain/procurement/opened-bid.ts';
import type { GraphRequest } from '../../../../subgraphs/kit/house.ts';

/** A bid as the insurers house would give it after the opening. */
export interface FakeBid {
  readonly id: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly insurerId: string;
  readonly commitment: string;
  readonly sealedAt: string;
  state: string;
  reasons: string[];
  terms: BidTerms;
}

/** What the other houses believe, for a test to set and to read. */
export interface OtherHouses {
  /** Organisations whose accreditation is not in force. */
  readonly notAccredited: Set<string>;
  noObjection: 'PENDING' | 'GIVEN' | 'OBJECTED';
  /** Tenders that have a sealing key, and those whose key was released. */
  readonly keys: Set<string>;
  readonly released: Set<string>;
  signingBlocked: boolean;
  /** Lots that a complaint blocks. */
  readonly blockedLots: Set<string>;
  /** What the review body ordered, by complaint. */
  readonly complaints: Map<string, { readonly tenderId: string; readonly lotId: string | null; readonly state: string; readonly remedyKind: string | null }>;
  /** Operations that get no answer. */
  readonly down: Set<string>;
  /** Operations whose answer is this problem. */
  readonly refused: Map<string, string>;
  /** Called before an operation is answered; for a test that lets two commands meet. */
  before: (operation: string) => Promise<void>;
  readonly bids: FakeBid[];
  readonly told: { readonly operation: string; readonly input: Record<string, unknown> }[];
  /** Tenders whose releases were to be made, once a telling. */
  readonly releasesTold: string[];
  standstillDays: number;
}

type Answers = Record<string, unknown>;

/** The lawful minimum of these tests. */
export const MINIMUM = [
  { code: 'ANNUAL_LIMIT', kind: 'LIMIT', value: '1000000.00' },
  { code: 'MATERNITY', kind: 'LIMIT', value: '15000.00' },
  { code: 'OUTPATIENT_COPAY', kind: 'COPAY_PERCENT', value: '20' },
] as const;

/** Everything works and everyone agrees; what other tenders are through stays. */
export function calm(others: OtherHouses): void {
  others.notAccredited.clear();
  others.down.clear();
  others.refused.clear();
  others.blockedLots.clear();
  others.told.length = 0;
  Object.assign(others, { noObjection: 'GIVEN', signingBlocked: false, before: () => Promise.resolve(), standstillDays: 5 });
}

export function createOtherHouses(): OtherHouses {
  return {
    notAccredited: new Set(),
    noObjection: 'GIVEN',
    keys: new Set(),
    released: new Set(),
    signingBlocked: false,
    blockedLots: new Set(),
    complaints: new Map(),
    down: new Set(),
    refused: new Map(),
    before: () => Promise.resolve(),
    bids: [],
    told: [],
    releasesTold: [],
    standstillDays: 5,
  };
}

/** Answers the operations this half of the house asks and tells with, by their names. `own` asks the house itself, as a service. */
export async function answerAs(
  others: OtherHouses, { query, variables = {} }: GraphRequest, own: (query: string, variables: Answers) => Promise<Answers>,
): Promise<ExecutionResult> {
  const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
  await others.before(operation);
  if (others.down.has(operation)) throw new Error('down');
  const input = variables['input'] as Answers | undefined;
  // Every step is released; a test that is about something else need not list that.
  if (operation === 'RecordTenderReleasesTell') others.releasesTold.push(String(input?.['tenderId']));
  else if (input !== undefined) others.told.push({ operation, input });
  const data = await dataOf(others, operation, variables as Answers, own);
  return data === null ? { errors: [new GraphQLError(`nobody answers ${operation}`)] } : { data };
}

async function dataOf(others: OtherHouses, operation: string, variables: Answers, own: (query: string, variables: Answers) => Promise<Answers>): Promise<Answers | null> {
  const word = (id: string): Answers => ({ id: `accreditation-of-${id}`, state: others.notAccredited.has(id) ? 'SUSPENDED' : 'ACCREDITED', inForce: !others.notAccredited.has(id) });
  const code = others.refused.get(operation);
  const problems = code === undefined ? [] : [{ code }];
  const tenderId = String((variables['input'] as Answers | undefined)?.['tenderId'] ?? variables['tenderId']);
  const bids = others.bids.filter((bid) => bid.tenderId === tenderId);
  switch (operation) {
    case 'BenefitScheduleAsk':
      return { benefitSchedule: { id: 'schedule-1', benefits: MINIMUM } };
    case 'StandstillRuleAsk':
      return { rules: [{ id: 'G15', value: String(others.standstillDays), unit: 'days' }] };
    case 'AssociationAccreditationAsk':
      return { association: { id: variables['id'], accreditation: word(String(variables['id'])) } };
    case 'PoolAccreditationsAsk': {
      const { tender } = await own(
        'query ($id: ID!, $after: String) { tender(id: $id) { id plans(first: 100, after: $after) { edges { node { id state association { id } } } pageInfo { hasNextPage endCursor } } } }',
        { id: variables['tenderId'], after: variables['after'] },
      ) as { tender: { plans: { edges: { node: { association: { id: string; accreditation?: Answers } } }[] } } };
      for (const { node } of tender.plans.edges) node.association.accreditation = word(node.association.id);
      return { tender };
    }
    case 'NoObjectionAsk':
      return { tender: { id: variables['tenderId'], noObjection: { state: others.noObjection }, sealingKey: others.keys.has(tenderId) ? { kid: 'kid' } : null } };
    case 'IssueSealingKeyTell':
      if (problems.length === 0) others.keys.add(tenderId);
      return { issueSealingKey: { tender: null, problems } };
    case 'ReleaseSealingKeyTell':
      if (problems.length === 0) others.released.add(tenderId);
      return { releaseSealingKey: { tender: null, problems } };
    case 'RevealBidsTell':
      if (!others.released.has(tenderId)) return { revealBids: { bids: [], problems: [{ code: 'SEALING_KEY_NOT_RELEASED' }] } };
      for (const bid of bids) if (bid.state === 'SEALED') bid.state = 'REVEALED';
      return { revealBids: { bids: [], problems } };
    case 'InvalidateBidsTell':
      for (const bid of bids) bid.state = 'INVALIDATED';
      return { invalidateBids: { tender: null, problems } };
    case 'RecordTenderReleasesTell':
      return { recordTenderReleases: { problems } };
    case 'RecordJudgementTell':
      return { recordJudgement: { tender: null, problems } };
    case 'IssuePolicyTell':
      return { issuePolicy: { policy: problems.length > 0 ? null : { id: 'policy-1', insurerId: 'x' }, problems } };
    case 'OpenedBidsAsk':
      return { tender: { id: variables['tenderId'], bids: bids.map((bid) => shownBid(bid, word(bid.insurerId))) } };
    case 'SigningBlockAsk': {
      const { tender } = await own('query ($id: ID!) { tender(id: $id) { id lots { id award { id insurer { id } } } } }', { id: variables['tenderId'] }) as {
        tender: { signingBlocks?: unknown; lots: { award: { insurer: { id: string; accreditation?: Answers } } | null }[] };
      };
      tender.signingBlocks = others.signingBlocked ? [{ lotId: null, upheld: false }] : [...others.blockedLots].map((lotId) => ({ lotId, upheld: false }));
      for (const { award } of tender.lots) if (award !== null) award.insurer.accreditation = word(award.insurer.id);
      return { tender };
    }
    case 'UpheldComplaintAsk': {
      const complaint = others.complaints.get(String(variables['id']));
      return { complaint: complaint === undefined ? null : { id: variables['id'], ...complaint, tender: { id: complaint.tenderId } } };
    }
    default:
      return null;
  }
}

function shownBid({ id, lotId, insurerId, commitment, sealedAt, state, reasons, terms }: FakeBid, accreditation: Answers): Answers {
  const opened = state !== 'SEALED';
  const rates = (all: BidTerms['rates']): unknown[] => all.map((rate) => ({ ...rate, annualPremium: { amount: rate.annualPremium } }));
  return {
    id, lotId, state, commitment, sealedAt, reasons: reasons.map((code) => ({ code })), insurer: { id: insurerId, accreditation },
    rates: opened ? rates(terms.rates) : null,
    loadings: opened ? terms.loadings : null,
    benefits: opened ? terms.benefits : null,
    networkSize: opened ? terms.networkSize : null,
    serviceLevelBasisPoints: opened ? terms.serviceLevelBasisPoints : null,
    standaloneQuotes: opened ? terms.standaloneQuotes.map((quote) => ({ ...quote, rates: rates(quote.rates) })) : null,
  };
}
