import { z } from 'zod';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { sandboxLookup, startSandboxServer } from '../../../kit/sandbox-server.ts';
import type { SandboxServer, SandboxStart } from '../../../kit/sandbox-server.ts';
import type { InsurerLicenceAnswer, InsurerLicenceQuestion } from '../insurer-licences.ts';
import { termFromStatus } from './term-from-status.ts';

/*
 * | commercial register number | licence                                                      |
 * |----------------------------|--------------------------------------------------------------|
 * | set by PUT /control        | as set, for instance {"licences":{"1010000001":"SUSPENDED"}} |
 * | ends with 98               | SUSPENDED                                                    |
 * | ends with 96               | ACTIVE, for 30 days more                                     |
 * | any other                  | ACTIVE, for 365 days more                                    |
 *
 * Contradictory: active, and its last day was yesterday.
 */
const STATUSES = ['ACTIVE', 'SUSPENDED', 'EXPIRED', 'UNKNOWN'] as const;

export interface InsurerLicencesSandboxStart extends SandboxStart {
  /** @default the computer's clock */
  readonly now?: () => Date;
}

export function startInsurerLicencesSandbox(
  { now = () => new Date(), ...start }: InsurerLicencesSandboxStart,
): Promise<SandboxServer<'licences'>> {
  const licences = sandboxLookup<InsurerLicenceQuestion, InsurerLicenceAnswer>({
    question: z.object({ crNumber: z.string().min(1).max(64) }),
    answer({ crNumber }, table) {
      const set = STATUSES.find((status) => status === table.get(crNumber));
      if (set !== undefined) return termFromStatus(set, now());
      if (crNumber.endsWith('98')) return termFromStatus('SUSPENDED', now());
      return termFromStatus('ACTIVE', now(), crNumber.endsWith('96') ? 30 : 365);
    },
    contradict: () => ({ status: 'ACTIVE', validTo: riyadhDateOf(now(), -1) }),
  });
  return startSandboxServer({
    name: 'insurer-licences',
    lookups: { '/licences': licences },
    table: { field: 'licences', values: STATUSES },
  }, start);
}
