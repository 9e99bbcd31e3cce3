import { createHash } from 'node:crypto';
import { laterOf } from '../domain/standing.ts';
import type { Standing } from '../domain/standing.ts';
import type { Context } from '../context.ts';
import { mustHave, refusal } from './answerable.ts';

interface PolicyStandingInput extends Standing {
  readonly idempotencyKey: string;
  readonly insurerId: string;
}

/**
 * Told after the programme's record was written, and told again until an answer arrives; so an old one may come after a
 * new one, and changes nothing then. A policy we have nobody under yet is kept as well: lives may come.
 */
export function tellPolicyStanding(_: unknown, { input }: { input: PolicyStandingInput }, context: Context): Promise<{ version: number }> {
  mustHave(context, 'house:tell');
  const { idempotencyKey: key, insurerId, policyId, standing, since, version } = input;
  if (insurerId !== context.insurerId) throw refusal('NOT_OURS', 'This policy is told to another insurer.');
  const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');

  return context.book.alone(async () => {
    const before = await context.book.standingTold(key);
    if (before !== undefined) {
      if (before.inputHash !== inputHash) throw refusal('IDEMPOTENCY_KEY_REUSED', 'This key was used for another input.');
      return { version: before.standing.version };
    }
    const [known] = await context.book.standingsOfPolicies([policyId]);
    const latest = laterOf(known, { policyId, standing, since, version });
    await context.book.recordStanding({ key, inputHash, standing: latest });
    return { version: latest.version };
  });
}
