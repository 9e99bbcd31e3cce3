import type { BidBenefit, BidBody } from '../../../../schema/contracts/bid-body.ts';
import { runCommand } from '../../../kit/command.ts';
import type { CommandTransaction } from '../../../kit/command.ts';
import { isId, newId } from '../../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../../kit/refusal.ts';
import type { HouseContext } from '../../context.ts';
import { plusDays } from '../../domain/cover/calendar-day.ts';
import { ACTIVATE_POLICY, EXPIRE_POLICY } from '../../domain/policy-life.ts';
import { policyNumberOf } from '../../domain/printed-numbers.ts';
import { rateLinesOf, rateTableOf } from '../../domain/rate-table.ts';
import { findBid } from '../../store/bids.ts';
import { insertPolicy, nextPolicySerial, policyOfCallOff } from '../../store/policies.ts';
import { lockRound } from '../../store/tender-round.ts';
import { bodiesOf } from '../../store/visible-bids.ts';
import type { IssuePolicyInput, MutationResolvers } from '../types.generated.ts';
import { mustBeHouse } from '../who-may.ts';

/** Issues the policy of a call-off at the rates of the insurer's winning bid, copied: nothing that happens to the bid changes them. */
export const issuePolicy: NonNullable<MutationResolvers['issuePolicy']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'issuePolicy', input, {
    decide: (tx) => issue(tx, context, input),
  });
  return { policy: answer === null ? null : await context.load.policy.load(answer.policyId), problems: [...problems] };
};

async function issue(tx: CommandTransaction, context: HouseContext, input: IssuePolicyInput): Promise<{ policyId: string }> {
  mustBeHouse(context.principal, 'associations');
  const { insurerId, associationId, frameworkAgreementId, bidId, inceptionDate, expiryDate } = input;
  if (![associationId, frameworkAgreementId].every(isId)) throw invalidInput('associationId', 'not an identifier');
  if (expiryDate < inceptionDate) throw invalidInput('expiryDate', 'is before the inception date');
  const bid = isId(bidId) ? await findBid(tx.manager, bidId) : null;
  if (bid === null) throw notFound('bid', 'bidId');
  await lockRound(tx.manager, bid.tenderId);
  const known = await policyOfCallOff(tx.manager, { bidId, associationId, inceptionDate });
  if (known !== null) return { policyId: known.id };
  const [opened] = await bodiesOf(tx.manager, [bidId]);
  if (bid.state !== 'WINNING' || bid.insurerId !== insurerId || opened === undefined) throw new Refused({ code: 'BID_NOT_WINNING', values: { state: bid.state } });
  const policyNumber = policyNumberOf(context.mode, inceptionDate, await nextPolicySerial(tx.manager));
  const rates = rateTableOf(rateLinesOf(opened.body.rates));
  const policyId = newId();
  await insertPolicy(tx.manager, { id: policyId, insurerId, associationId, frameworkAgreementId, bidId, inceptionDate, expiryDate, rates, benefits: benefitsOf(opened.body), issuedAt: context.now() }, policyNumber);
  await tx.job(ACTIVATE_POLICY, { policyId }, { runAt: midnightInRiyadh(inceptionDate) });
  await tx.job(EXPIRE_POLICY, { policyId }, { runAt: midnightInRiyadh(plusDays(expiryDate, 1)) });
  tx.audit({ entity: 'Policy', entityId: policyId, action: 'ISSUE', from: null, to: 'ISSUED' });
  return { policyId };
}

/** The network stands beside the benefits of a bid, and is one of them in the minimum schedule. Always in one order, so that the same terms are the same. */
function benefitsOf({ benefits, networkSize }: BidBody): BidBenefit[] {
  const network: BidBenefit = { code: 'NETWORK_SIZE', kind: 'NETWORK_SIZE', value: String(networkSize) };
  return [...benefits, ...(benefits.some(({ code }) => code === network.code) ? [] : [network])].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function midnightInRiyadh(date: string): Date {
  return new Date(`${date}T00:00:00+03:00`);
}
