import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentOf, linesOfCancellation, linesOfEndorsement, linesOfIssue } from '../../../../../subgraphs/insurers/domain/billing/billing-lines.ts';
import { matchMoney, spreadCredit } from '../../../../../subgraphs/insurers/domain/billing/match-money.ts';
import { VAT_BASIS_POINTS } from '../../../../../subgraphs/insurers/domain/cover/enrollment-rules.ts';
import { taxedLine } from '../../../../../subgraphs/insurers/domain/premium/vat.ts';
import { sumOf } from '../../../../../subgraphs/kit/money.ts';

const halalas = fc.bigInt({ min: 0n, max: 10n ** 12n });
const policyClass = fc.constantFrom('VIP' as const, 'A' as const, 'B' as const, 'C' as const);
const premiums = fc.uniqueArray(fc.record({ policyClass, lives: fc.integer({ min: 1, max: 500 }), net: halalas }), { selector: (each) => each.policyClass });
/** Enrollment lines, VAT rounded on each. */
const deltas = fc.array(fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }), { minLength: 1, maxLength: 40 });

function partsOf(all: readonly bigint[]) {
  return [true, false].map((added) => {
    const own = all.filter((delta) => delta >= 0n === added).map((delta) => taxedLine(delta, VAT_BASIS_POINTS));
    return { added, lives: own.length, net: sumOf(own.map(({ net }) => net)), vat: sumOf(own.map(({ vat }) => vat)) };
  });
}

describe('a document', () => {
  it('is the sum of its lines, to the halala', () => {
    fc.assert(fc.property(premiums, (all) => {
      const lines = linesOfIssue(all);
      const document = documentOf(lines);
      expect(document?.net ?? 0n).toBe(sumOf(all.map(({ net }) => net)));
      expect(document?.vat ?? 0n).toBe(sumOf(lines.map(({ vat }) => vat)));
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_line, index) => index + 1));
    }));
  });

  it('of an endorsement comes to what the endorsement says, and is an invoice only when something is owed', () => {
    fc.assert(fc.property(deltas, (all) => {
      const taxed = all.map((delta) => taxedLine(delta, VAT_BASIS_POINTS));
      const gross = sumOf(taxed.map((each) => each.gross));
      const document = documentOf(linesOfEndorsement(partsOf(all)));
      expect(document === null ? 0n : document.net + document.vat).toBe(gross);
      expect(document?.kind ?? null).toBe(gross === 0n ? null : gross > 0n ? 'INVOICE' : 'CREDIT_NOTE');
    }));
  });

  it('that is taken back leaves nothing, of its VAT neither', () => {
    fc.assert(fc.property(premiums, (all) => {
      const lines = linesOfIssue(all);
      const both = [...lines, ...linesOfCancellation(lines)];
      expect([sumOf(both.map(({ net }) => net)), sumOf(both.map(({ vat }) => vat)), documentOf(both)]).toEqual([0n, 0n, null]);
    }));
  });
});

describe('money', () => {
  it('is on the invoice or in suspense, all of it, and the invoice is never owed less than nothing', () => {
    fc.assert(fc.property(halalas.filter((amount) => amount > 0n), fc.option(halalas), (amount, due) => {
      const { toInvoice, toSuspense, reason } = matchMoney(amount, due);
      expect(toInvoice + toSuspense).toBe(amount);
      expect(toInvoice >= 0n && toSuspense >= 0n && (due === null ? toInvoice === 0n : toInvoice <= due)).toBe(true);
      expect(reason === null).toBe(toSuspense === 0n);
    }));
  });

  it('of a credit goes to the first invoices first, no more than each is owed', () => {
    fc.assert(fc.property(halalas, fc.array(halalas, { maxLength: 10 }), (credit, dues) => {
      const taken = spreadCredit(credit, dues);
      const total = sumOf(dues);
      expect(sumOf(taken)).toBe(credit < total ? credit : total);
      taken.forEach((share, index) => {
        expect(share >= 0n && share <= (dues[index] as bigint)).toBe(true);
        if (index > 0 && share > 0n) expect(taken[index - 1]).toBe(dues[index - 1]);
      });
    }));
  });
});
