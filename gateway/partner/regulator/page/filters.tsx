import { LANGUAGE, said, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { asDay, asHijri, today } from './format.ts';
import { CHOICES } from './questions.ts';
import { SCOPE_FILTERS, withFilters } from './route.ts';
import type { Route } from './route.ts';
import { useGraph } from './use-graph.ts';

export interface Choices {
  readonly insurers: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: LocalizedText } }[] } | null;
  readonly complianceOverview: { readonly rows: { readonly edges: readonly { readonly node: { readonly key: string; readonly regionName: LocalizedText | null } }[] } } | null;
}

/** What everything on the page is narrowed to; it stays from view to view, and in the address. */
export function Filters({ route }: { readonly route: Route }) {
  const { data } = useGraph<Choices>(CHOICES);
  const regions = data?.complianceOverview?.rows.edges.map(({ node }): readonly [string, string] => [node.key, said(node.regionName)]) ?? [];
  const insurers = data?.insurers?.edges.map(({ node }): readonly [string, string] => [node.id, said(node.name)]) ?? [];
  const on = route.filters.get('on') ?? today();
  const hijri = asHijri(on);
  const set = (name: string, value: string): void => { location.hash = withFilters(route, { [name]: value }); };
  const narrowed = SCOPE_FILTERS.some((name) => route.filters.has(name));
  return (
    <form class="filters" role="search" aria-label={words.filters} onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>{words.filterOn}</span>
        <input type="date" lang={LANGUAGE} max={today()} value={on} onChange={({ currentTarget: { value } }) => set('on', value === today() ? '' : value)} />
      </label>
      <Choice name={words.filterRegion} value={route.filters.get('region')} choices={regions} onChoose={(value) => set('region', value)} />
      <Choice name={words.filterSize} value={route.filters.get('size')} choices={Object.entries(words.sizes)} onChoose={(value) => set('size', value)} />
      <Choice name={words.filterInsurer} value={route.filters.get('insurer')} choices={insurers} onChoose={(value) => set('insurer', value)} />
      {narrowed ? <button type="button" class="quiet" onClick={() => { location.hash = withFilters(route, { on: '', region: '', size: '', insurer: '' }); }}>{words.clear}</button> : null}
      <p class="on"><time dateTime={on}>{asDay(on)}</time>{hijri === null ? null : <span class="hijri">{hijri}</span>}</p>
    </form>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly value: string | null;
  readonly choices: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
  readonly every?: string;
}

export function Choice({ name, value, choices, onChoose, every = words.all }: ChoiceProps) {
  return (
    <label>
      <span>{name}</span>
      <select value={value ?? ''} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {every === '' ? null : <option value="">{every}</option>}
        {choices.map(([code, title]) => <option key={code} value={code} selected={code === value}>{title}</option>)}
      </select>
    </label>
  );
}
