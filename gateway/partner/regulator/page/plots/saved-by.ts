interface Amount { readonly amount: string }

export interface AwardSavings {
  readonly savings: { readonly associations: readonly {
    readonly association: { readonly id: string; readonly name: { readonly ar: string; readonly en: string } };
    /** What it would pay alone; null when it was not quoted. */
    readonly standalone: Amount | null;
    readonly saving: Amount | null;
  }[] } | null;
}

export interface Saved {
  readonly key: string;
  readonly name: { readonly ar: string; readonly en: string };
  /** Exact, in the currency's main unit; negative for whoever is worse off. */
  readonly saving: string;
  /** Of what it would pay alone. */
  readonly share: number;
}

/** What each measured association saves over all lots, the largest share first. */
export function savedBy(awards: readonly (AwardSavings | null)[]): readonly Saved[] {
  const sums = new Map<string, { name: Saved['name']; saving: bigint; standalone: bigint }>();
  for (const { association, saving, standalone } of awards.flatMap((award) => award?.savings?.associations ?? [])) {
    if (saving === null || standalone === null) continue;
    const sum = sums.get(association.id) ?? { name: association.name, saving: 0n, standalone: 0n };
    sums.set(association.id, { name: sum.name, saving: sum.saving + halalas(saving.amount), standalone: sum.standalone + halalas(standalone.amount) });
  }
  return [...sums]
    .map(([key, { name, saving, standalone }]) => ({ key, name, saving: mainUnit(saving), share: standalone === 0n ? 0 : Number(saving) / Number(standalone) }))
    .sort((left, right) => right.share - left.share);
}

/** The graph writes amounts with two decimals. */
const halalas = (amount: string): bigint => BigInt(amount.replace('.', ''));

function mainUnit(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
