import type { ErrorCode } from '../../../../schema/contracts/errors.ts';
import type { BidEvaluation } from './award.ts';

/** Reasons that are the committee's word; all others are the rules'. */
const COMMITTEE: readonly ErrorCode[] = ['BID_ACCEPTED_BY_COMMITTEE', 'BID_REFUSED_BY_COMMITTEE'];

/** A judgement without what the committee said: what the rules refused stays refused, all else is open. */
export function unjudged({ qualified, reasons }: Pick<BidEvaluation, 'qualified' | 'reasons'>): Pick<BidEvaluation, 'qualified' | 'reasons'> {
  const ofRules = reasons.filter(({ code }) => !COMMITTEE.includes(code));
  const byCommittee = ofRules.length < reasons.length;
  return { qualified: qualified === false && !byCommittee ? false : null, reasons: ofRules };
}
