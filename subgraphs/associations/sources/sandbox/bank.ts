import { z } from 'zod';
import { sandboxLookup, startSandboxServer } from '../../../kit/sandbox-server.ts';
import type { SandboxServer, SandboxStart } from '../../../kit/sandbox-server.ts';
import type { IbanQuestion, IbanVerdict } from '../bank.ts';

/*
 * | iban         | verdict         |
 * |--------------|-----------------|
 * | ends with 00 | MISMATCH        |
 * | ends with 99 | UNKNOWN_ACCOUNT |
 * | any other    | VERIFIED        |
 *
 * Contradictory: VERIFIED and MISMATCH change places, which shows only between two calls.
 */
const ibanOwnerships = sandboxLookup<IbanQuestion, IbanVerdict>({
  question: z.object({ iban: z.string().min(1).max(34), holderId: z.string().min(1).max(64) }),
  answer({ iban }) {
    if (iban.endsWith('00')) return 'MISMATCH';
    return iban.endsWith('99') ? 'UNKNOWN_ACCOUNT' : 'VERIFIED';
  },
  contradict: (verdict) => (verdict === 'VERIFIED' ? 'MISMATCH' : 'VERIFIED'),
});

export function startBankSandbox(start: SandboxStart): Promise<SandboxServer> {
  return startSandboxServer({ name: 'bank', lookups: { '/iban-ownerships': ibanOwnerships } }, start);
}
