import type { Refusal } from '../../kit/refusal.ts';
import { textNeeded } from './text-needed.ts';

/** What decides whether a complaint is taken in. */
export interface FilingFacts {
  readonly grounds: string;
  /** Null for the whole tender. */
  readonly lotId: string | null;
  readonly tenderState: string;
  readonly lots: readonly string[];
  /** The insurer that complains; null when an association does. */
  readonly insurer: string | null;
  /** Insurers that sealed a bid, also one that was withdrawn. */
  readonly bidders: readonly string[];
}

/** Before the notice there is nothing to complain about, and after the standstill the agreement is signed. */
export function mayFile({ grounds, lotId, tenderState, lots, insurer, bidders }: FilingFacts): Refusal | null {
  if (tenderState !== 'STANDSTILL') return { code: 'NOT_IN_STANDSTILL', values: { state: tenderState } };
  if (lotId !== null && !lots.includes(lotId)) return { code: 'NOT_FOUND', values: { entity: 'Lot' }, path: ['input', 'lotId'] };
  if (insurer !== null && !bidders.includes(insurer)) return { code: 'NOT_A_BIDDER' };
  return textNeeded('grounds', grounds);
}
