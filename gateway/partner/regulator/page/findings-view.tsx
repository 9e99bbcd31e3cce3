import { asDay, dayOf, today } from './format.ts';
import { Choice } from './filters.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import type { Column } from './data-table.tsx';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { FINDINGS, RULES } from './questions.ts';
import { linkTo, withFilters } from './route.ts';
import type { Route } from './route.ts';
import { SeverityMark } from './severity-mark.tsx';
import { useGraph } from './use-graph.ts';

interface FindingRow {
  readonly id: string;
  readonly ruleId: string;
  readonly rule: { readonly title: LocalizedText } | null;
  readonly severity: string;
  readonly state: string;
  readonly observed: string;
  readonly openedAt: string;
  readonly association: { readonly name: LocalizedText } | null;
  readonly insurer: { readonly name: LocalizedText } | null;
  readonly ownerSector: string;
  readonly subject: { readonly kind: string };
}

interface Answer { readonly findings: Connection<FindingRow> | null }
interface Rules { readonly rules: readonly { readonly id: string; readonly title: LocalizedText }[] | null }

interface FindingsTableProps {
  readonly route: Route;
  readonly association?: string;
}

export function FindingsView({ route }: { readonly route: Route }) {
  const { data } = useGraph<Rules>(RULES, { on: route.filters.get('on') });
  const set = (name: string, value: string): void => { location.hash = withFilters(route, { [name]: value }); };
  return (
    <>
      <h1 tabIndex={-1}>{words.views.findings}</h1>
      <form class="filters inner" aria-label={`${words.filters}: ${words.views.findings}`} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.rule} value={route.filters.get('rule')} choices={(data?.rules ?? []).map(({ id, title }) => [id, `${id} ${said(title)}`])} onChoose={(value) => set('rule', value)} every={words.allRules} />
        <Choice name={words.severity} value={route.filters.get('severity')} choices={Object.entries(words.severities)} onChoose={(value) => set('severity', value)} />
        <Choice name={words.state} value={route.filters.get('state')} choices={Object.entries(words.findingStates)} onChoose={(value) => set('state', value)} every={words.standing} />
        <Choice name={words.sort} value={route.filters.get('sort') ?? 'WORST'} choices={Object.entries(words.sorts)} onChoose={(value) => set('sort', value)} every="" />
      </form>
      <FindingsTable route={route} />
    </>
  );
}

/** Standing findings, unless another state is asked for. */
export function FindingsTable({ route, association }: FindingsTableProps) {
  const { filters } = route;
  const sort = filters.get('sort') ?? 'WORST';
  const on = filters.get('on');
  const one = (name: string): string[] | null => { const value = filters.get(name); return value === null ? null : [value]; };
  const filter = {
    rules: one('rule'), severities: one('severity'), states: one('state') ?? ['OPEN', 'ANSWERED'], insurerId: filters.get('insurer'),
    associationId: association ?? null,
    // Of one association, it is where and as large as it is.
    region: association === undefined ? filters.get('region') : null, size: association === undefined ? filters.get('size') : null,
    // All of that day, in Riyadh.
    openedBefore: on === null || on >= today() ? null : new Date(new Date(`${on}T00:00:00+03:00`).getTime() + 86_400_000).toISOString(),
  };
  const columns: readonly Column<FindingRow>[] = [
    {
      id: 'rule', head: words.rule, csv: ({ ruleId, rule }) => `${ruleId} ${said(rule?.title)}`.trim(),
      cell: ({ id, ruleId, rule }) => <a href={linkTo(route, 'finding', {}, id)}><strong>{ruleId}</strong> <span class="clamp">{said(rule?.title)}</span></a>,
    },
    { id: 'severity', head: words.severity, cell: ({ severity }) => <SeverityMark severity={severity} />, csv: ({ severity }) => wordFor(words.severities, severity), sort: { descending: 'WORST' } },
    { id: 'state', head: words.state, cell: ({ state }) => wordFor(words.findingStates, state), csv: ({ state }) => wordFor(words.findingStates, state), wideOnly: true },
    { id: 'observed', head: words.observed, cell: ({ observed }) => <span lang="en" dir="ltr" class="clamp">{observed}</span>, csv: ({ observed }) => observed },
    ...(association === undefined ? [{ id: 'association', head: words.association, cell: ({ association: of }: FindingRow) => said(of?.name), csv: ({ association: of }: FindingRow) => said(of?.name) }] : []),
    { id: 'insurer', head: words.insurer, cell: ({ insurer }) => said(insurer?.name), csv: ({ insurer }) => said(insurer?.name), wideOnly: true },
    {
      id: 'opened', head: words.openedAt, cell: ({ openedAt }) => <time dateTime={openedAt}>{asDay(dayOf(openedAt))}</time>, csv: ({ openedAt }) => openedAt,
      sort: { descending: 'NEWEST', ascending: 'OLDEST' },
    },
  ];
  return (
    <PagedTable<Answer, FindingRow>
      caption={words.views.findings} question={FINDINGS} variables={{ filter, sort }} pageOf={({ findings }) => findings} keyOf={({ id }) => id}
      columns={columns} file="findings" sort={sort} onSort={(next) => { location.hash = withFilters(route, { sort: next }); }}
    />
  );
}
