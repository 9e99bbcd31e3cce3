import { parseAmount } from '../../../../kit/money.ts';
import { invalidInput } from '../../../../kit/refusal.ts';

/** Halalas of an amount that is paid. @throws Refused INVALID_INPUT on what is none, or not above zero. */
export function readAmount(text: string): bigint {
  const amount = parseAmount(text);
  if (amount === null || amount <= 0n) throw invalidInput('amount', 'must be above zero, with at most two decimals');
  return amount;
}
