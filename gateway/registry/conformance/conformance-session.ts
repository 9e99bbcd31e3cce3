import { uuidv7 } from 'uuidv7';
import type { ConformanceTarget } from './conformance-target.ts';
import { createSubgraphCaller } from './subgraph-call.ts';
import type { CallOptions, SubgraphAnswer, SubgraphCaller } from './subgraph-call.ts';

/** An enrollment line as the contract's input has it. */
export interface SyntheticLine {
  readonly lineId: string;
  readonly coverageId: string;
  readonly maintenanceType: 'ADD' | 'CHANGE' | 'TERMINATE' | 'REINSTATE';
  readonly effectiveDate: string;
  readonly policyClass: 'A' | 'B' | 'C';
  readonly birthDate: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly relationship: 'SELF';
  readonly terminationReason: 'EMPLOYMENT_END' | null;
}

export type LineSpec = Pick<SyntheticLine, 'coverageId' | 'maintenanceType'> & Partial<Pick<SyntheticLine, 'effectiveDate' | 'policyClass' | 'lineId'>>;

/** A policy that lives are enrolled under. */
export interface SyntheticPolicy {
  readonly policyId: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
}

export interface EnrollOptions {
  /** The run's own policy of a year when left out. */
  readonly policy?: SyntheticPolicy;
  readonly idempotencyKey?: string;
  readonly batchId?: string;
  readonly insurerId?: string;
  readonly call?: CallOptions;
}

export interface Enrolled {
  readonly answer: SubgraphAnswer;
  /** Null when no list of answers came. */
  readonly answers: readonly Readonly<Record<string, unknown>>[] | null;
}

/** Where a policy stands, as the contract's input has it. */
export interface StandingSpec {
  readonly standing: 'IN_FORCE' | 'SUSPENDED' | 'TERMINATED';
  readonly version: number;
  /** Today when left out. */
  readonly since?: string;
  /** The run's own policy of a year when left out. */
  readonly policyId?: string;
  readonly idempotencyKey?: string;
  readonly insurerId?: string;
}

export interface StandingTold {
  readonly answer: SubgraphAnswer;
  /** Null when none came. */
  readonly version: unknown;
}

export interface Entities {
  readonly answer: SubgraphAnswer;
  /** Null when no list came. */
  readonly entities: readonly unknown[] | null;
}

/** One run against one subgraph: its synthetic lives, and the calls the probes share. */
export interface ConformanceSession {
  readonly target: ConformanceTarget;
  readonly caller: SubgraphCaller;
  readonly deadlineMs: number;
  /** Covers that `enroll` was told to add and that the first probe of enrollment saw accepted. */
  readonly lives: string[];
  readonly policyId: string;
  /** First day of every synthetic cover: today. */
  readonly firstDay: string;
  /** A day so many days after the first. */
  day(after: number): string;
  newId(): string;
  line(spec: LineSpec): SyntheticLine;
  enroll(lines: readonly SyntheticLine[], options?: EnrollOptions): Promise<Enrolled>;
  tellStanding(told: StandingSpec, options?: CallOptions): Promise<StandingTold>;
  entities(representations: readonly Readonly<Record<string, unknown>>[], selection: string, options?: CallOptions): Promise<Entities>;
  coverage(id: string, insurerId?: string): Readonly<Record<string, unknown>>;
  /** One call with 1,000 references, half of them unknown; made once and looked at by several probes. */
  thousand(): Promise<Entities & { readonly asked: readonly string[] }>;
  /** Ends every life this run added; true when the subgraph took all of it. */
  endLives(): Promise<boolean>;
}

export const MOST_LINES = 500;
const BATCH = 1_000;
const DAY_MS = 86_400_000;
const DEADLINE_MS = 2_000;

const ENTITIES = (selection: string): string =>
  `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;

const ENROLL = `mutation ($input: EnrollLinesInput!) { enrollLines(input: $input) { answers { lineId accepted code message } } }`;

const TELL_STANDING = `mutation ($input: PolicyStandingInput!) { tellPolicyStanding(input: $input) { version } }`;

export function createSession(target: ConformanceTarget): ConformanceSession {
  const caller = createSubgraphCaller(target);
  const firstDay = (target.now?.() ?? new Date()).toISOString().slice(0, 10);
  const day = (after: number): string => new Date(Date.parse(`${firstDay}T00:00:00Z`) + after * DAY_MS).toISOString().slice(0, 10);
  const deadlineMs = target.deadlineMs ?? DEADLINE_MS;
  const ofAYear: SyntheticPolicy = { policyId: uuidv7(), inceptionDate: firstDay, expiryDate: day(364) };
  /** The latest version told of each policy whose standing was told. */
  const stood = new Map<string, number>();
  /** The policy of each life that was added. */
  const added = new Map<string, SyntheticPolicy>();
  const lives: string[] = [];
  let thousand: ReturnType<ConformanceSession['thousand']> | undefined;

  const session: ConformanceSession = {
    target, caller, deadlineMs, lives, policyId: ofAYear.policyId, firstDay, day,
    newId: uuidv7,
    line: ({ coverageId, maintenanceType, effectiveDate = firstDay, policyClass = 'B', lineId = uuidv7() }) => ({
      lineId, coverageId, maintenanceType, effectiveDate, policyClass,
      birthDate: '1990-01-01', sex: 'FEMALE', relationship: 'SELF', terminationReason: maintenanceType === 'TERMINATE' ? 'EMPLOYMENT_END' : null,
    }),
    async enroll(lines, { policy = ofAYear, idempotencyKey = uuidv7(), batchId = uuidv7(), insurerId = target.insurerId, call } = {}) {
      for (const { coverageId, maintenanceType } of lines) if (maintenanceType === 'ADD') added.set(coverageId, policy);
      const input = { idempotencyKey, insurerId, ...policy, batchId, lines };
      const answer = await caller.call({ query: ENROLL, variables: { input } }, { timeoutMs: 5 * deadlineMs, ...call });
      const payload = answer.body?.data?.['enrollLines'] as { answers?: unknown } | null | undefined;
      return { answer, answers: Array.isArray(payload?.answers) ? payload.answers as Enrolled['answers'] : null };
    },
    async tellStanding({ standing, version, since = firstDay, policyId = ofAYear.policyId, idempotencyKey = uuidv7(), insurerId = target.insurerId }, options) {
      stood.set(policyId, Math.max(version, stood.get(policyId) ?? 0));
      const input = { idempotencyKey, insurerId, policyId, standing, since, version };
      const answer = await caller.call({ query: TELL_STANDING, variables: { input } }, { timeoutMs: 5 * deadlineMs, ...options });
      const payload = answer.body?.data?.['tellPolicyStanding'] as { version?: unknown } | null | undefined;
      return { answer, version: payload?.version ?? null };
    },
    async entities(representations, selection, options) {
      const answer = await caller.call({ query: ENTITIES(selection), variables: { representations } }, { timeoutMs: 5 * deadlineMs, ...options });
      const list = answer.body?.data?.['_entities'];
      return { answer, entities: Array.isArray(list) ? list : null };
    },
    coverage: (id, insurerId = target.insurerId) => ({ __typename: 'Coverage', insurerId, id }),
    thousand: () => thousand ??= askThousand(session),
    async endLives() {
      const batchId = uuidv7();
      let all = true;
      // Lines are never told of a policy that is suspended or over: its lives end with it.
      for (const [policyId, version] of stood) await session.tellStanding({ standing: 'TERMINATED', version: version + 1, policyId });
      for (const policy of new Set(added.values())) {
        if (stood.has(policy.policyId)) continue;
        const ids = [...added].filter(([, its]) => its === policy).map(([coverageId]) => coverageId);
        for (let at = 0; at < ids.length; at += MOST_LINES) {
          const lines = ids.slice(at, at + MOST_LINES).map((coverageId) => session.line({ coverageId, maintenanceType: 'TERMINATE' }));
          const { answers } = await session.enroll(lines, { batchId, policy });
          all &&= answers !== null && lines.every(({ coverageId }, place) => !lives.includes(coverageId) || answers[place]?.['accepted'] === true);
        }
      }
      return all;
    },
  };
  return session;
}

/** Known and unknown covers in turn, so that a list that slips by one place is seen. */
async function askThousand(session: ConformanceSession): Promise<Entities & { asked: string[] }> {
  const asked = Array.from({ length: BATCH }, (_, place) => (place % 2 === 0 ? session.lives[(place / 2) % session.lives.length] ?? '' : session.newId()));
  const selection = `... on Coverage { insurerId id card { cardNumber policyClass validFrom validTo } eligibility(on: "${session.firstDay}") { on eligible status policyClass } }`;
  return { ...await session.entities(asked.map((id) => session.coverage(id)), selection), asked };
}
