import { chargeOf, termOf } from './period-premium.ts';

/** Lives of one policy with the same price and the same end. */
export interface LivesAtPrice {
  readonly lives: number;
  readonly annualPremium: bigint;
  /** Last day covered; null while open until the policy's end. */
  readonly to: string | null;
}

/** Premium of the lives covered on a day, from that day to the end of each one's cover, before VAT. */
export function premiumOfRest(groups: readonly LivesAtPrice[], day: string, policy: { readonly inceptionDate: string; readonly expiryDate: string }): bigint {
  const term = termOf(policy);
  return groups.reduce((sum, { lives, annualPremium, to }) => sum + BigInt(lives) * chargeOf({ from: day, to, annualPremium }, term), 0n);
}
