import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { applyLine } from '../../../subgraphs/example-insurer/domain/apply-line.ts';
import type { Cover } from '../../../subgraphs/example-insurer/domain/cover.ts';
import { asItStands } from '../../../subgraphs/example-insurer/domain/standing.ts';
import type { StandingCover } from '../../../subgraphs/example-insurer/domain/standing.ts';
import { coverage, eligibilityOn } from '../../../subgraphs/example-insurer/resolvers/coverage.ts';
import { openBook } from '../../../subgraphs/example-insurer/store/book.ts';
import { readCarriedCovers } from '../../../subgraphs/example-insurer/store/carried-covers.ts';
import type { Context } from '../../../subgraphs/example-insurer/context.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-carried-`);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Life { readonly id: string; readonly policyClass?: string; readonly effectiveFrom: string; readonly effectiveTo?: string | null }

/** A page as the graph answers it, of a policy that began and took these steps. */
const page = (inceptionDate: string, expiryDate: string, lives: readonly Life[], state = 'ACTIVE', steps: readonly [action: string, at: string][] = []): string => JSON.stringify({ data: { policy: {
  id: `policy-to-${expiryDate}`, state, inceptionDate, expiryDate,
  history: [['ISSUE', '2026-01-01T09:00:00.000Z'], ['ACTIVATE', '2026-01-01T09:00:00.000Z'], ...steps].map(([action, at]) => ({ action, at })),
  coverages: { pageInfo: { hasNextPage: false, endCursor: null }, edges: lives.map((life) => ({ node: { policyClass: 'B', effectiveTo: null, ...life, card: { cardNumber: `SBX-of-${life.id}` } } })) },
} } });

/** The covers as they stand on a day, by identifier. */
async function carried(pages: readonly string[], today = '2026-03-01'): Promise<Map<string, StandingCover>> {
  await writeFile(`${folder}/covers.jsonl`, pages.map((each) => `${each}\n`).join(''));
  const { covers, standings } = await readCarriedCovers(`${folder}/covers.jsonl`);
  return new Map(covers.map((cover) => [cover.id, asItStands(cover, standings.find(({ policyId }) => policyId === cover.policyId), today)]));
}

const statusOf = (cover: StandingCover | undefined, ...days: readonly string[]): unknown[] => days.map((day) => eligibilityOn(cover as StandingCover, day)['status']);
const context = { caller: { scopes: ['policy:read'], roles: [], organisation: null, subject: 's', locale: 'en', mode: 'SANDBOX' }, insurerId: 'i' } as unknown as Context;

describe('cover carried from before', () => {
  it('that nobody ended is over with its policy', async () => {
    const covers = await carried([
      page('2024-01-01', '2024-12-31', [{ id: 'expired', effectiveFrom: '2024-01-01' }]),
      page('2026-01-01', '2026-12-31', [{ id: 'running', effectiveFrom: '2026-01-01' }]),
    ]);
    expect(statusOf(covers.get('expired'), '2023-12-31', '2024-12-31', '2025-01-01', '2026-03-01')).toEqual(['NOT_ACTIVE', 'ELIGIBLE', 'NOT_ACTIVE', 'NOT_ACTIVE']);
    expect(statusOf(covers.get('running'), '2026-03-01', '2026-12-31', '2027-01-01')).toEqual(['ELIGIBLE', 'ELIGIBLE', 'NOT_ACTIVE']);
  });

  it('keeps its card: number and days', async () => {
    const covers = await carried([page('2026-01-01', '2026-12-31', [{ id: 'open', effectiveFrom: '2026-02-01' }, { id: 'ended', effectiveFrom: '2026-02-01', effectiveTo: '2026-05-31' }])]);
    expect(coverage.card(covers.get('open') as Cover, {}, context)).toEqual({ cardNumber: 'SBX-of-open', policyClass: 'B', validFrom: '2026-02-01', validTo: '2026-12-31' });
    expect(coverage.card(covers.get('ended') as Cover, {}, context)).toMatchObject({ cardNumber: 'SBX-of-ended', validTo: '2026-05-31' });
    const line = { lineId: 'l', coverageId: 'open', maintenanceType: 'CHANGE', effectiveDate: '2026-06-01', policyClass: 'A' } as const;
    const { cover } = applyLine({ policyId: 'policy-to-2026-12-31', term: { inceptionDate: '2026-01-01', expiryDate: '2026-12-31' } }, line, covers.get('open'));
    expect(coverage.card(cover as Cover, {}, context)).toMatchObject({ cardNumber: 'SBX-of-open', policyClass: 'A' });
  });

  it('of a later day is there too: another class, or a life that begins then', async () => {
    const covers = await carried([
      page('2026-01-01', '2026-12-31', [{ id: 'a', effectiveFrom: '2026-01-01', effectiveTo: '2026-08-31' }, { id: 'b', effectiveFrom: '2026-01-01' }]),
      page('2026-01-01', '2026-12-31', [{ id: 'a', policyClass: 'A', effectiveFrom: '2026-09-01' }, { id: 'b', effectiveFrom: '2026-01-01' }, { id: 'c', effectiveFrom: '2026-10-01' }]),
    ]);
    expect(covers.get('a')?.periods).toEqual([{ from: '2026-01-01', to: '2026-08-31', policyClass: 'B' }, { from: '2026-09-01', to: null, policyClass: 'A' }]);
    expect(covers.get('b')?.periods).toEqual([{ from: '2026-01-01', to: null, policyClass: 'B' }]);
    expect(statusOf(covers.get('c'), '2026-09-30', '2026-10-01')).toEqual(['NOT_COVERED', 'ELIGIBLE']);
  });

  const lives = [{ id: 'open', effectiveFrom: '2026-02-01' }, { id: 'ended', effectiveFrom: '2026-02-01', effectiveTo: '2026-05-31' }];

  it('under a policy that was suspended before, is suspended until the policy is over', async () => {
    const suspended = page('2026-01-01', '2026-12-31', lives, 'SUSPENDED', [['SUSPEND', '2026-02-20T09:00:00.000Z']]);
    expect(statusOf((await carried([suspended])).get('open'), '2026-01-31', '2026-02-01', '2026-12-31', '2027-01-01')).toEqual(['NOT_COVERED', 'COVERAGE_SUSPENDED', 'COVERAGE_SUSPENDED', 'NOT_ACTIVE']);
    expect(statusOf((await carried([suspended], '2027-01-01')).get('open'), '2026-12-31', '2027-01-01')).toEqual(['ELIGIBLE', 'NOT_ACTIVE']);
    const resumed = page('2026-01-01', '2026-12-31', lives, 'ACTIVE', [['SUSPEND', '2026-02-20T09:00:00.000Z'], ['RESUME', '2026-02-21T09:00:00.000Z']]);
    expect(statusOf((await carried([resumed])).get('open'), '2026-02-01')).toEqual(['ELIGIBLE']);
  });

  it('under a policy that was ended before, is over after the day of that step in Riyadh, and so is its card', async () => {
    const covers = await carried([page('2026-01-01', '2026-12-31', lives, 'TERMINATED', [['TERMINATE', '2026-06-09T22:00:00.000Z']])]);
    expect(statusOf(covers.get('open'), '2026-06-10', '2026-06-11')).toEqual(['ELIGIBLE', 'NOT_ACTIVE']);
    expect(['open', 'ended'].map((id) => coverage.card(covers.get(id) as Cover, {}, context)?.validTo)).toEqual(['2026-06-10', '2026-05-31']);
  });

  it('is followed by what is told later, and by nothing that was told before', async () => {
    await writeFile(`${folder}/covers.jsonl`, `${page('2026-01-01', '2026-12-31', lives, 'SUSPENDED', [['SUSPEND', '2026-02-20T09:00:00.000Z']])}\n`);
    const book = await openBook(null, await readCarriedCovers(`${folder}/covers.jsonl`));
    const policyId = 'policy-to-2026-12-31';
    for (const [version, expected] of [[2, 'SUSPENDED'], [4, 'IN_FORCE']] as const) {
      await book.recordStanding({ key: String(version), inputHash: '', standing: { policyId, standing: 'IN_FORCE', since: '2026-02-22', version } });
      expect((await book.standingsOfPolicies([policyId]))[0]?.standing).toBe(expected);
    }
  });
});

it('no life is enrolled outside its policy', () => {
  const term = { inceptionDate: '2026-01-01', expiryDate: '2026-12-31' };
  const codes = ['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((effectiveDate) =>
    applyLine({ policyId: 'p', term }, { lineId: 'l', coverageId: 'c', maintenanceType: 'ADD', effectiveDate, policyClass: 'B' }, undefined).answer.code);
  expect(codes).toEqual(['OUTSIDE_POLICY', 'OK', 'OK', 'OUTSIDE_POLICY']);
});
