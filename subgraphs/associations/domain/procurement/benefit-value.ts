import { formatAmount, parseAmount } from '../../../kit/money.ts';
import type { Benefit, BenefitKind } from './benefit-delta.ts';

const WHOLE = /^(0|[1-9][0-9]{0,15})$/;

function isCount(kind: BenefitKind): boolean {
  return kind === 'NETWORK_SIZE' || kind === 'FLAG';
}

/** A benefit's decimal text in its own unit: halalas for money, hundredths of a percent, a count, 1 or 0. Null when it is none. */
export function parseBenefitValue(kind: BenefitKind, text: string): bigint | null {
  if (!isCount(kind)) return notNegative(parseAmount(text));
  if (!WHOLE.test(text)) return null;
  return kind === 'FLAG' && BigInt(text) > 1n ? null : BigInt(text);
}

/** The same the other way round, as the graph shows it. */
export function formatBenefitValue(kind: BenefitKind, value: bigint): string {
  return isCount(kind) ? value.toString() : formatAmount(value);
}

/** A schedule as the graph gives it. What cannot be read is left out, and so counts as not offered. */
export function readBenefits(lines: readonly { readonly code: string; readonly kind: BenefitKind; readonly value: string }[]): Benefit[] {
  return lines.flatMap(({ code, kind, value }) => {
    const parsed = parseBenefitValue(kind, value);
    return parsed === null ? [] : [{ code, kind, value: parsed }];
  });
}

function notNegative(value: bigint | null): bigint | null {
  return value === null || value < 0n ? null : value;
}
