import { Choice } from './filters.tsx';
import { asFigure, asMoney } from './format.ts';
import type { FigureUnit } from './format.ts';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import type { Column } from './data-table.tsx';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { ROWS } from './questions.ts';
import { linkTo, scopeOf, withFilters } from './route.ts';
import type { Route } from './route.ts';

interface Row {
  readonly key: string;
  readonly size: string | null;
  readonly regionName: LocalizedText | null;
  readonly insurer: { readonly name: LocalizedText } | null;
  readonly association: { readonly name: LocalizedText; readonly region: { readonly name: LocalizedText } } | null;
  readonly figures: readonly { readonly code: string; readonly value: string | null; readonly unit: FigureUnit }[];
}

interface Answer { readonly complianceOverview: { readonly rows: Connection<Row> } | null }

const SHOWN = ['LIVES', 'MUST_BE_COVERED', 'COVERED_SHARE', 'IN_GAP', 'IN_OVERLAP', 'ANNUAL_PREMIUM', 'PREMIUM_LATE', 'BATCHES_WAITING', 'IN_TIME_SHARE', 'INSPECTIONS_LATE'] as const;
const WIDE: ReadonlySet<string> = new Set(['MUST_BE_COVERED', 'IN_OVERLAP', 'PREMIUM_LATE', 'BATCHES_WAITING', 'IN_TIME_SHARE', 'INSPECTIONS_LATE']);

/** The figures told apart by region, class, insurer or association; an association opens, any other group narrows. */
export function FiguresView({ route, currency }: { readonly route: Route; readonly currency: string }) {
  const by = route.filters.get('by') ?? 'ASSOCIATION';
  const sort = route.filters.get('sort') ?? '';
  const [figure, direction] = sort.split('.');
  const nameOf = (row: Row): string => (by === 'SIZE' ? wordFor(words.sizes, row.size ?? row.key) : said(row.regionName ?? row.insurer?.name ?? row.association?.name)) || row.key;
  const hrefOf = ({ key }: Row): string => {
    switch (by) {
      case 'REGION': return linkTo(route, 'associations', { region: key, by: 'ASSOCIATION', sort });
      case 'SIZE': return linkTo(route, 'associations', { size: key, by: 'ASSOCIATION', sort });
      case 'INSURER': return linkTo(route, 'associations', { insurer: key, by: 'ASSOCIATION', sort });
      default: return linkTo(route, 'association', {}, key);
    }
  };
  const columns: readonly Column<Row>[] = [
    { id: 'name', head: wordFor(words.groups, by), cell: (row) => <a href={hrefOf(row)}>{nameOf(row)}</a>, csv: nameOf },
    ...(by === 'ASSOCIATION' ? [{ id: 'region', head: words.region, cell: ({ association }: Row) => said(association?.region.name), csv: ({ association }: Row) => said(association?.region.name), wideOnly: true }] : []),
    ...SHOWN.map((code): Column<Row> => {
      const find = ({ figures }: Row) => figures.find((each) => each.code === code);
      return {
        id: code, head: wordFor(words.figures, code), numeric: true, wideOnly: WIDE.has(code),
        cell: (row) => { const found = find(row); return !found || found.value === null ? '–' : found.unit === 'MONEY' ? asMoney(found.value) : asFigure(found.value, found.unit, currency); },
        csv: (row) => find(row)?.value ?? null,
        sort: { descending: `${code}.desc`, ascending: `${code}.asc` },
      };
    }),
  ];
  const set = (change: Record<string, string>): void => { location.hash = withFilters(route, change); };
  return (
    <>
      <h1 tabIndex={-1}>{words.views.associations}</h1>
      <form class="filters inner" aria-label={words.groupBy} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.groupBy} value={by} choices={Object.entries(words.groups)} onChoose={(value) => set({ by: value })} every="" />
      </form>
      <PagedTable<Answer, Row>
        caption={`${words.views.associations}: ${wordFor(words.groups, by)}`} question={ROWS} pageOf={({ complianceOverview }) => complianceOverview?.rows} keyOf={({ key }) => key}
        variables={{ scope: scopeOf(route), on: route.filters.get('on'), by, order: figure ? { figure, descending: direction !== 'asc' } : null }}
        columns={columns} file={`figures-${by.toLowerCase()}`} sort={sort} onSort={(next) => set({ sort: next })}
      />
    </>
  );
}
