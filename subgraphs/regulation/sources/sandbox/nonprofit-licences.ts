import { createHash } from 'node:crypto';
import { z } from 'zod';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { sandboxLookup, startSandboxServer } from '../../../kit/sandbox-server.ts';
import type { SandboxServer, SandboxStart } from '../../../kit/sandbox-server.ts';
import type { NonprofitLicenceAnswer, NonprofitLicenceQuestion } from '../nonprofit-licences.ts';
import { termFromStatus } from './term-from-status.ts';

/*
 * | licence number         | status                                             |
 * |------------------------|----------------------------------------------------|
 * | set by PUT /control    | as set, for instance {"licences":{"7001":"SUSPENDED"}} |
 * | ends with -S           | SUSPENDED                                          |
 * | ends with -E           | EXPIRED, yesterday                                 |
 * | ends with -U           | UNKNOWN                                            |
 * | any other              | ACTIVE, for 365 days more                          |
 *
 * The governance score, 60 to 99, is a hash of the number. The region is REGIONS[the number's digits modulo 13], so
 * whoever makes sample numbers can choose it. Contradictory: active, and its last day was yesterday.
 */
const STATUSES = ['ACTIVE', 'SUSPENDED', 'EXPIRED', 'UNKNOWN'] as const;

/** ISO 3166-2:SA, which has no SA-13. */
const REGIONS: readonly string[] = [
  'SA-01', 'SA-02', 'SA-03', 'SA-04', 'SA-05', 'SA-06', 'SA-07', 'SA-08', 'SA-09', 'SA-10', 'SA-11', 'SA-12', 'SA-14',
];

function statusOf(licenceNumber: string, table: ReadonlyMap<string, string>): NonprofitLicenceAnswer['status'] {
  const set = STATUSES.find((status) => status === table.get(licenceNumber));
  if (set !== undefined) return set;
  if (licenceNumber.endsWith('-S')) return 'SUSPENDED';
  if (licenceNumber.endsWith('-E')) return 'EXPIRED';
  return licenceNumber.endsWith('-U') ? 'UNKNOWN' : 'ACTIVE';
}

function regionOf(licenceNumber: string): string {
  const digits = BigInt(licenceNumber.replace(/\D/g, '') || '0');
  return REGIONS[Number(digits % BigInt(REGIONS.length))]!;
}

function governanceScoreOf(licenceNumber: string): number {
  return 60 + (createHash('sha256').update(licenceNumber).digest().readUInt32BE(0) % 40);
}

export interface NonprofitLicencesSandboxStart extends SandboxStart {
  /** @default the computer's clock */
  readonly now?: () => Date;
}

export function startNonprofitLicencesSandbox(
  { now = () => new Date(), ...start }: NonprofitLicencesSandboxStart,
): Promise<SandboxServer<'licences'>> {
  const licences = sandboxLookup<NonprofitLicenceQuestion, NonprofitLicenceAnswer>({
    question: z.object({ licenceNumber: z.string().min(1).max(64) }),
    answer({ licenceNumber }, table) {
      const term = termFromStatus(statusOf(licenceNumber, table), now());
      if (term.status === 'UNKNOWN') return { ...term, region: null, governanceScore: null };
      return { ...term, region: regionOf(licenceNumber), governanceScore: governanceScoreOf(licenceNumber) };
    },
    contradict: (answer) => ({ ...answer, status: 'ACTIVE', validTo: riyadhDateOf(now(), -1) }),
  });
  return startSandboxServer({
    name: 'nonprofit-licences',
    lookups: { '/licences': licences },
    table: { field: 'licences', values: STATUSES },
  }, start);
}
