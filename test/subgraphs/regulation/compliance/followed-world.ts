import { randomUUID } from 'node:crypto';
import type { GraphClient } from '../../../../subgraphs/kit/graph-client.ts';
import { SourceUnavailableError } from '../../../../subgraphs/kit/source-unavailable.ts';

export interface WorldLife {
  readonly id: string; readonly personId: string; readonly associationId: string; readonly employeeId: string;
  readonly relationship: 'SELF' | 'SPOUSE' | 'CHILD'; readonly birthDate: string; readonly sex: 'MALE' | 'FEMALE';
  readonly maritalStatus: string | null; readonly works: boolean | null; readonly employmentStart: string | null;
  readonly coverFrom: string; readonly leftOn: string | null;
}

export interface WorldPolicy {
  readonly id: string; readonly insurerId: string; readonly associationId: string; readonly state: string;
  readonly inceptionDate: string; readonly expiryDate: string; readonly endedOn: string | null;
  /** First day and the day after the last. */
  readonly suspended: readonly (readonly [from: string, to: string])[];
}

export interface WorldCover {
  readonly coverageId: string; readonly effectiveFrom: string; readonly recordedFrom: string; readonly recordedTo: string | null;
  readonly policyId: string; readonly memberId: string; readonly effectiveTo: string | null; readonly annualPremium: string;
}

export interface WorldBatch {
  readonly id: string; readonly associationId: string; readonly insurerId: string; readonly policyId: string; readonly state: string;
  readonly createdAt: string; readonly settledAt: string | null;
}

export interface WorldPreAuthorization {
  readonly id: string; readonly insurerId: string; readonly associationId: string; readonly requested: boolean; readonly state: string; readonly deemed: boolean;
  readonly askedAt: string; readonly decidedAt: string | null;
}

interface Change { readonly feed: string; readonly key: string; readonly row: Record<string, unknown>; readonly place: number }

/** Two houses as they are followed: what they hold, in the order it was written, given out in small pages. */
export class FollowedWorld {
  readonly lives = new Map<string, WorldLife>();
  readonly policies = new Map<string, WorldPolicy>();
  readonly covers = new Map<string, WorldCover>();
  readonly batches = new Map<string, WorldBatch>();
  readonly preAuthorizations = new Map<string, WorldPreAuthorization>();
  readonly associations = new Map<string, { readonly id: string; readonly region: string }>();
  readonly insurers = new Map<string, { readonly id: string }>();
  /** Called before every answer; may throw, as a house that is down. */
  onAsk: (feed: string) => void = () => undefined;
  /** Rows a page, fewer than are asked for, so that pages are turned. */
  pageRows = 7;
  asOf = '2026-03-01T09:00:00.000Z';
  readonly #changes = new Map<string, Change>();
  #place = 0;

  #write(feed: string, key: string, row: Record<string, unknown>): void {
    this.#changes.set(`${feed} ${key}`, { feed, key, row, place: ++this.#place });
  }

  association(region: string): string {
    const id = randomUUID();
    this.associations.set(id, { id, region });
    this.#write('associationChanges', id, { ids: id, regions: region, bankStates: null, bankAskedAt: null });
    return id;
  }

  insurer(): string {
    const id = randomUUID();
    this.insurers.set(id, { id });
    this.#write('insurerChanges', id, { ids: id, crNumbers: '1010000000' });
    return id;
  }

  life(life: WorldLife): void {
    this.lives.set(life.id, life);
    this.#write('memberChanges', life.id, {
      ids: life.id, personIds: life.personId, associationIds: life.associationId, employeeIds: life.employeeId, relationships: life.relationship,
      birthDates: life.birthDate, sexes: life.sex, citizens: true, maritalStatuses: life.maritalStatus, work: life.works, policyClasses: 'B',
      regions: 'SA-01', employmentStarts: life.employmentStart, coverFrom: life.coverFrom, leftOn: life.leftOn,
    });
  }

  policy(policy: WorldPolicy): void {
    this.policies.set(policy.id, policy);
    this.#write('policyChanges', policy.id, {
      ids: policy.id, insurerIds: policy.insurerId, associationIds: policy.associationId, states: policy.state, inceptionDates: policy.inceptionDate,
      expiryDates: policy.expiryDate, endedOn: policy.endedOn, suspended: `{${policy.suspended.map(([from, to]) => `[${from},${to})`).join(',')}}`,
      issuedAt: '2024-01-01T00:00:00.000Z',
    });
  }

  cover(cover: WorldCover): void {
    const key = `${cover.coverageId} ${cover.effectiveFrom} ${cover.recordedFrom}`;
    this.covers.set(key, cover);
    const policy = this.policies.get(cover.policyId) as WorldPolicy;
    this.#write('coverageChanges', key, {
      coverageIds: cover.coverageId, effectiveFrom: cover.effectiveFrom, recordedFrom: cover.recordedFrom, insurerIds: policy.insurerId,
      policyIds: cover.policyId, associationIds: policy.associationId, memberIds: cover.memberId, effectiveTo: cover.effectiveTo,
      recordedTo: cover.recordedTo, policyClasses: 'B', annualPremiums: cover.annualPremium, maintenanceTypes: 'ADD', acceptedAt: cover.recordedFrom,
    });
  }

  batch(batch: WorldBatch): void {
    this.batches.set(batch.id, batch);
    this.#write('enrollmentBatchChanges', batch.id, {
      ids: batch.id, associationIds: batch.associationId, insurerIds: batch.insurerId, policyIds: batch.policyId, states: batch.state, lineCounts: 3,
      createdAt: batch.createdAt, submittedAt: null, answeredAt: null, appliedAt: null, settledAt: batch.settledAt, refusedLines: 0,
    });
  }

  preAuthorization(asked: WorldPreAuthorization): void {
    this.preAuthorizations.set(asked.id, asked);
    this.#write('preAuthorizationChanges', asked.id, {
      ids: asked.id, insurerIds: asked.insurerId, associationIds: asked.associationId, requested: asked.requested, states: asked.state, deemed: asked.deemed,
      askedAt: asked.askedAt, decidedAt: asked.decidedAt,
    });
  }

  readonly graph: GraphClient = {
    ask: <Data>(document: string, variables: Readonly<Record<string, unknown>>): Promise<Data> => {
      const feed = /changes: (\w+)/.exec(document)?.[1] ?? '';
      try {
        this.onAsk(feed);
      } catch {
        return Promise.reject(new SourceUnavailableError('graph', 'down'));
      }
      return Promise.resolve({ changes: this.#pageOf(feed, document, Number(variables['after'] ?? 0)) } as Data);
    },
  };

  #pageOf(feed: string, document: string, after: number): Record<string, unknown> {
    const left = [...this.#changes.values()].filter((change) => change.feed === feed && change.place > after).sort((a, b) => a.place - b.place);
    const page = left.slice(0, this.pageRows);
    const columns = (/\{([^{}]+)\}\s*\}$/.exec(document.trim())?.[1] ?? '').trim().split(/\s+/).filter((name) => !['nextCursor', 'upToDate', 'asOf'].includes(name));
    return {
      ...Object.fromEntries(columns.map((column) => [column, page.map(({ row }) => row[column] ?? null)])),
      nextCursor: String(page.at(-1)?.place ?? after), upToDate: page.length === left.length, asOf: this.asOf,
    };
  }
}
