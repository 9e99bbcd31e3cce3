import type { Fact } from '../../../../../schema/contracts/fact.ts';
import { Refused } from '../../../../kit/refusal.ts';
import { askRefundAccount } from '../../../asks/ask-refund-account.ts';
import type { HouseContext } from '../../../context.ts';

/** Where a refund goes, and the fact that it may. */
export interface VerifiedAccount {
  readonly ibanMasked: string;
  readonly fact: Fact<unknown>;
}

/** Money is paid out to an account only while the bank's word on whose it is holds. @throws Refused ACCOUNT_NOT_VERIFIED. */
export async function askVerifiedAccount(context: HouseContext, associationId: string): Promise<VerifiedAccount> {
  const account = await askRefundAccount(context.graph, associationId, context.requestId);
  if (account === null || account.fact === null || account.state !== 'VERIFIED') {
    throw new Refused({ code: 'ACCOUNT_NOT_VERIFIED', values: { state: account?.state ?? 'UNVERIFIED' } });
  }
  const { name, source, asOf, verifiedBy } = account.fact;
  return { ibanMasked: account.ibanMasked, fact: { name, value: account.state, source, asOf, verifiedBy } };
}
