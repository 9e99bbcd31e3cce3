import { asCompact, asCount, asMoney, asShare } from '../format.ts';
import { said, words } from '../language.ts';
import type { LocalizedText } from '../language.ts';
import { PREMIUMS, SAVINGS } from '../questions.ts';
import { linkTo, scopeOf } from '../route.ts';
import type { Route } from '../route.ts';
import { useGraph } from '../use-graph.ts';
import { Bar } from './bar.tsx';
import { Plot } from './plot.tsx';
import { savedBy } from './saved-by.ts';
import type { AwardSavings, Saved } from './saved-by.ts';

interface Figure { readonly code?: string; readonly value: string | null }

interface Premiums {
  readonly complianceOverview: {
    readonly figures: readonly Figure[];
    readonly rows: { readonly edges: readonly { readonly node: { readonly key: string; readonly association: { readonly name: LocalizedText } | null; readonly figures: readonly Figure[] } }[] };
  } | null;
}

interface Savings { readonly tender: { readonly lots: readonly { readonly award: AwardSavings | null }[] } | null }

interface Props {
  readonly route: Route;
  /** The tender whose award is measured; null while there is none. */
  readonly tender: string | null;
  readonly currency: string;
}

/** Of those measured, this many that save most and as many that save least. */
const EACH_END = 5;

export function PremiumsAndSavings({ route, tender, currency }: Props) {
  const premiums = useGraph<Premiums>(PREMIUMS, { scope: scopeOf(route), on: route.filters.get('on') });
  const savings = useGraph<Savings>(SAVINGS, { tender });
  const rows = (premiums.data?.complianceOverview?.rows.edges ?? []).flatMap(({ node: { key, association, figures } }) => {
    const premium = figures.find(({ code }) => code === 'ANNUAL_PREMIUM')?.value ?? null;
    return premium === null || Number(premium) === 0 ? [] : [{ key, name: said(association?.name), premium }];
  });
  const total = premiums.data?.complianceOverview?.figures[0]?.value ?? null;
  const measured = tender === null ? [] : savedBy(savings.data?.tender?.lots.map(({ award }) => award) ?? []);
  const shown = measured.length <= 2 * EACH_END ? measured : [...measured.slice(0, EACH_END), ...measured.slice(-EACH_END)];
  const worse = measured.filter(({ share }) => share < 0).length;
  const savedText = (saved: Saved | undefined): string => (saved ? `${asMoney(saved.saving, currency)} (${asShare(saved.share)})` : '–');
  const listed = [...rows.map(({ key, name }) => ({ key, name })), ...shown.filter(({ key }) => rows.every((row) => row.key !== key)).map(({ key, name }) => ({ key, name: said(name) }))];
  const mostPremium = Math.max(...rows.map(({ premium }) => Number(premium)), 1);
  const mostSaved = Math.max(...shown.map(({ share }) => Math.abs(share)), 0.000_1);
  return (
    <Plot
      id="premiums" title={words.premiumsTitle} note={words.premiumsNote} waiting={premiums.waiting || savings.waiting}
      problems={[...premiums.problems, ...(tender === null ? [] : savings.problems)]}
      summary={total === null ? '' : `${words.premiumsSummary(asCount(rows.length), asMoney(total, currency))} ${measured.length === 0 ? words.savingUnknown : words.savingWorse(asCount(worse), asCount(measured.length))}`}
      head={[words.association, words.premium, words.saving]}
      rows={listed.map(({ key, name }) => {
        const premium = rows.find((row) => row.key === key)?.premium;
        return [name, premium === undefined ? '–' : asMoney(premium, currency), savedText(measured.find((each) => each.key === key))];
      })}
    >
      <h3>{words.premium}</h3>
      <ul class="bars amounts">
        {rows.map(({ key, name, premium }) => (
          <li key={key}>
            <a href={linkTo(route, 'association', {}, key)}>
              <span class="bar-name">{name}</span>
              <Bar parts={[{ value: Number(premium), look: 'full' }]} most={mostPremium} />
              <span class="bar-value">{asCompact(Number(premium))}</span>
            </a>
          </li>
        ))}
      </ul>
      {shown.length === 0 ? null : (
        <>
          <h3>{words.saving}</h3>
          <ul class="bars amounts">
            {shown.map(({ key, name, saving, share }) => (
              <li key={key}>
                <a href={linkTo(route, 'association', {}, key)}>
                  <span class="bar-name">{said(name)}</span>
                  <Bar parts={[{ value: Math.abs(share), look: share < 0 ? 'loss' : 'saved' }]} most={mostSaved} />
                  <span class="bar-value">{asShare(share)}<small>{asCompact(Number(saving))}</small></span>
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Plot>
  );
}
