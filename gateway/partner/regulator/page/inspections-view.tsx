import { Choice } from './filters.tsx';
import type { Choices } from './filters.tsx';
import { Moment } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { CHOICES, INSPECTIONS } from './questions.ts';
import { linkTo, withFilters } from './route.ts';
import type { Route } from './route.ts';
import { SeverityMark } from './severity-mark.tsx';
import { TimeLeft } from './time-left.tsx';
import { useGraph } from './use-graph.ts';

export interface Inspected {
  readonly owner: string;
  readonly association: { readonly id: string; readonly name: LocalizedText } | null;
  readonly insurer: { readonly id: string; readonly name: LocalizedText } | null;
}

interface Case extends Inspected {
  readonly id: string; readonly title: string; readonly severity: string; readonly state: string; readonly assignee: string | null; readonly openedAt: string; readonly dueAt: string;
}

interface Answer { readonly inspectionCases: Connection<Case> | null }

export const inspectedName = ({ owner, association, insurer }: Inspected): string => said(association?.name ?? insurer?.name) || wordFor(words.inspectionOwners, owner);

/** Where the owner is the next to act: the clock runs for nobody else. */
export const isAwaited = (state: string): boolean => state === 'OPEN' || state === 'ASSIGNED' || state === 'ESCALATED';

/** Inspection cases: those that wait for their owner's answer unless others are asked for, and what is overdue first. */
export function InspectionsView({ route }: { readonly route: Route }) {
  const { filters } = route;
  const show = filters.get('show') ?? 'UNANSWERED';
  const sort = filters.get('sort') ?? 'DUE';
  const { data } = useGraph<Choices>(CHOICES);
  const set = (name: string, value: string): void => { location.hash = withFilters(route, { [name]: value }); };
  const filter = {
    owner: filters.get('owner'), organisation: filters.get('insurer'),
    ...(show === 'UNANSWERED' ? { unanswered: true } : show === 'OVERDUE' ? { overdue: true } : show === 'ALL' ? {} : { state: show }),
  };
  return (
    <>
      <h1 tabIndex={-1}>{words.views.inspections}</h1>
      <form class="filters inner" aria-label={`${words.filters}: ${words.views.inspections}`} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.state} value={show} choices={Object.entries(words.inspectionShows)} onChoose={(value) => set('show', value)} every="" />
        <Choice name={words.owner} value={filters.get('owner')} choices={Object.entries(words.inspectionOwners)} onChoose={(value) => set('owner', value)} />
        <Choice name={words.filterInsurer} value={filters.get('insurer')} choices={data?.insurers?.edges.map(({ node }) => [node.id, said(node.name)]) ?? []} onChoose={(value) => set('insurer', value)} />
        <Choice name={words.sort} value={sort} choices={Object.entries(words.inspectionSorts)} onChoose={(value) => set('sort', value)} every="" />
      </form>
      <PagedTable<Answer, Case>
        caption={words.views.inspections} question={INSPECTIONS} variables={{ filter, sort }} pageOf={({ inspectionCases }) => inspectionCases} keyOf={({ id }) => id} file="inspections"
        sort={sort} onSort={(next) => set('sort', next)}
        columns={[
          { id: 'title', head: words.inspectionTitle, cell: ({ id, title }) => <a href={linkTo(route, 'inspection', {}, id)} dir="auto">{title}</a>, csv: ({ title }) => title },
          { id: 'due', head: words.dueAt, cell: ({ dueAt, state }) => <TimeLeft until={dueAt} runs={isAwaited(state)} />, csv: ({ dueAt }) => dueAt, sort: { descending: 'DUE' } },
          { id: 'severity', head: words.severity, cell: ({ severity }) => <SeverityMark severity={severity} />, csv: ({ severity }) => wordFor(words.severities, severity), sort: { descending: 'SEVERITY' } },
          { id: 'who', head: words.owner, cell: inspectedName, csv: inspectedName },
          { id: 'state', head: words.state, cell: ({ state }) => wordFor(words.inspectionStates, state), csv: ({ state }) => wordFor(words.inspectionStates, state) },
          { id: 'assignee', head: words.assignee, cell: ({ assignee }) => <bdi>{assignee ?? '–'}</bdi>, csv: ({ assignee }) => assignee, wideOnly: true },
          { id: 'opened', head: words.openedAt, cell: ({ openedAt }) => <Moment at={openedAt} />, csv: ({ openedAt }) => openedAt, wideOnly: true, sort: { descending: 'NEWEST' } },
        ]}
      />
    </>
  );
}
