import type { BidPolicyClass } from '../../../../schema/contracts/bid-body.ts';
import { VAT_BASIS_POINTS } from '../cover/enrollment-rules.ts';
import { taxedLine, totalOf } from '../premium/vat.ts';
import type { TaxedLine } from '../premium/vat.ts';

export type BillingLineKind = 'POLICY_PREMIUM' | 'PREMIUM_ADDED' | 'PREMIUM_RETURNED' | 'INVOICE_CANCELLED';

/** A line of an invoice or a credit note; halalas. */
export interface BilledLine extends Pick<TaxedLine, 'net' | 'vat'> {
  readonly number: number;
  readonly kind: BillingLineKind;
  readonly policyClass: BidPolicyClass | null;
  readonly lives: number;
}

/** Net premium of the lives a policy began with, of one class. */
export interface ClassPremium {
  readonly policyClass: BidPolicyClass;
  readonly lives: number;
  readonly net: bigint;
}

/** Lines of the invoice a policy begins with: one a class, VAT on each. Classes that cost nothing have none. */
export function linesOfIssue(premiums: readonly ClassPremium[]): BilledLine[] {
  return numbered([...premiums].sort((a, b) => (a.policyClass < b.policyClass ? -1 : 1)).map(({ policyClass, lives, net }) =>
    ({ kind: 'POLICY_PREMIUM' as const, policyClass, lives, net, vat: taxedLine(net, VAT_BASIS_POINTS).vat })));
}

/** What enrollment lines of one direction came to; VAT was rounded on each of them. */
export interface EndorsedPart extends Pick<TaxedLine, 'net' | 'vat'> {
  readonly added: boolean;
  readonly lives: number;
}

/** Lines of what an endorsement is billed or credited by: what it adds and what it takes, told apart. */
export function linesOfEndorsement(parts: readonly EndorsedPart[]): BilledLine[] {
  return numbered([...parts].sort((a, b) => Number(b.added) - Number(a.added)).map(({ added, lives, net, vat }) =>
    ({ kind: added ? 'PREMIUM_ADDED' as const : 'PREMIUM_RETURNED' as const, policyClass: null, lives, net, vat })));
}

/** Lines that take an invoice back, halala by halala, VAT and all. */
export function linesOfCancellation(lines: readonly BilledLine[]): BilledLine[] {
  return lines.map((line) => ({ ...line, kind: 'INVOICE_CANCELLED', net: -line.net, vat: -line.vat }));
}

/** What lines come to, and which document they make; null when nothing is owed either way. */
export function documentOf(lines: readonly BilledLine[]): { readonly kind: 'INVOICE' | 'CREDIT_NOTE'; readonly net: bigint; readonly vat: bigint } | null {
  const { net, vat, gross } = totalOf(lines.map((line) => ({ ...line, gross: line.net + line.vat })));
  return gross === 0n ? null : { kind: gross > 0n ? 'INVOICE' : 'CREDIT_NOTE', net, vat };
}

function numbered(lines: readonly Omit<BilledLine, 'number'>[]): BilledLine[] {
  return lines.filter(({ net, vat }) => net !== 0n || vat !== 0n).map((line, index) => ({ number: index + 1, ...line }));
}
