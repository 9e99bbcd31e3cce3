import { RATE_BANDS } from '../../../../schema/contracts/bid-body.ts';
import type { BidPolicyClass, BidSex, BidStatus } from '../../../../schema/contracts/bid-body.ts';
import { cellKey } from '../rate-table.ts';
import type { RateTable } from '../rate-table.ts';
import { ageOn } from './calendar-day.ts';

export type Relationship = 'SELF' | 'SPOUSE' | 'CHILD';

/** What a life is priced by. */
export interface PricedLife {
  readonly policyClass: BidPolicyClass;
  readonly birthDate: string;
  readonly sex: BidSex;
  readonly status: BidStatus;
}

/** The same, as an enrollment line says it. */
export interface RatingFacts extends Omit<PricedLife, 'status'> {
  readonly relationship: Relationship;
}

const STATUS: Readonly<Record<Relationship, BidStatus>> = { SELF: 'EMPLOYEE', SPOUSE: 'SPOUSE', CHILD: 'CHILD' };

/** A life's yearly premium, by its age on the policy's first day; null when the policy does not price its cell. */
export function rateOfLife(rates: RateTable, life: PricedLife, inceptionDate: string): bigint | null {
  const age = ageOn(life.birthDate, inceptionDate);
  const band = RATE_BANDS.find(([from, to]) => age >= from && age <= to);
  if (band === undefined) return null;
  const { policyClass, sex, status } = life;
  const rate = rates[cellKey({ policyClass, ageFrom: band[0], sex, status })];
  return rate === undefined ? null : BigInt(rate);
}

/** As rateOfLife, for an enrollment line. */
export function rateOfLine(rates: RateTable, line: RatingFacts, inceptionDate: string): bigint | null {
  return rateOfLife(rates, { ...line, status: STATUS[line.relationship] }, inceptionDate);
}
