import type { BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { cellKey, requiredCells } from './rate-table.ts';
import type { RateLine } from './rate-table.ts';

/** Named at most, of each kind of fault: a bid that lacks 264 cells is told so once, not 264 times. */
const NAMED = 10;

/** All that makes a rate table unlawful or incomplete for the classes of a lot (rules G01, G04); empty when sound. */
export function checkRates(lines: readonly RateLine[], policyClasses: readonly BidPolicyClass[]): Refusal[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(cellKey(line), (counts.get(cellKey(line)) ?? 0) + 1);
  const missing = requiredCells(policyClasses).map(cellKey).filter((cell) => !counts.has(cell));
  const repeated = [...counts].filter(([, count]) => count > 1).map(([cell]) => cell);
  const notPositive = lines.filter((line) => line.annualPremium <= 0n).map(cellKey);
  return [
    ...missing.slice(0, NAMED).map((cell): Refusal => ({ code: 'BID_CELL_MISSING', rule: 'G04', values: { cell } })),
    ...repeated.slice(0, NAMED).map((cell): Refusal => ({ code: 'BID_CELL_REPEATED', rule: 'G01', values: { cell } })),
    ...notPositive.slice(0, NAMED).map((cell): Refusal => ({ code: 'BID_RATE_NOT_POSITIVE', rule: 'G01', values: { cell } })),
    ...flatParts(lines).map((part): Refusal => ({ code: 'BID_FLAT_RATE', rule: 'G01', values: { part } })),
  ];
}

/** Parts whose rates follow neither age nor sex. A table that is flat as a whole is one fault, not one a class. */
function flatParts(lines: readonly RateLine[]): string[] {
  if (isFlat(lines)) return ['*'];
  const parts = new Map<string, RateLine[]>();
  for (const line of lines) {
    const name = `${line.policyClass}|${line.status}`;
    parts.set(name, [...(parts.get(name) ?? []), line]);
  }
  return [...parts].filter(([, part]) => isFlat(part)).map(([name]) => name);
}

function isFlat(lines: readonly RateLine[]): boolean {
  return lines.length > 1 && new Set(lines.map((line) => line.annualPremium)).size === 1;
}
