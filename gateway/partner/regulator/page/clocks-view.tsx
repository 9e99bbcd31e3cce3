import { Choice } from './filters.tsx';
import { Moment } from './day.tsx';
import { asCount } from './format.ts';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { CLOCKS } from './questions.ts';
import { linkTo, scopeOf, withFilters } from './route.ts';
import type { Route } from './route.ts';

interface Asked {
  readonly preAuthorization: { readonly id: string };
  readonly insurer: { readonly id: string; readonly name: LocalizedText };
  readonly association: { readonly id: string; readonly name: LocalizedText };
  readonly askedAt: string;
  readonly answeredAt: string | null;
  readonly minutes: number | null;
}

interface Answer { readonly complianceOverview: { readonly preAuthorizations: Connection<Asked> | null } | null }

/** Pre-authorisations by how their clock stands: who was asked, when, and how long an answer took. Of the treatment nothing is known here. */
export function ClocksView({ route }: { readonly route: Route }) {
  const clock = route.filters.get('clock') ?? 'LATE';
  return (
    <>
      <h1 tabIndex={-1}>{words.views.clocks}: {wordFor(words.clocks, clock)}</h1>
      <form class="filters inner" aria-label={words.clock} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.clock} value={clock} choices={Object.entries(words.clocks)} onChoose={(value) => { location.hash = withFilters(route, { clock: value }); }} every="" />
        <p class="hint">{words.clocksNote}</p>
      </form>
      <PagedTable<Answer, Asked>
        caption={`${words.views.clocks}: ${wordFor(words.clocks, clock)}`} question={CLOCKS} variables={{ scope: scopeOf(route), on: route.filters.get('on'), clock }} file={`pre-authorisations-${clock.toLowerCase()}`}
        pageOf={({ complianceOverview }) => complianceOverview?.preAuthorizations} keyOf={({ preAuthorization }) => preAuthorization.id}
        columns={[
          { id: 'insurer', head: words.insurer, cell: ({ insurer }) => <a href={linkTo(route, 'associations', { insurer: insurer.id, by: 'ASSOCIATION' })}>{said(insurer.name)}</a>, csv: ({ insurer }) => said(insurer.name) },
          { id: 'association', head: words.association, cell: ({ association }) => <a href={linkTo(route, 'association', {}, association.id)}>{said(association.name)}</a>, csv: ({ association }) => said(association.name) },
          { id: 'asked', head: words.askedAt, cell: ({ askedAt }) => <Moment at={askedAt} />, csv: ({ askedAt }) => askedAt },
          { id: 'answered', head: words.answeredAt, cell: ({ answeredAt }) => (answeredAt === null ? '–' : <Moment at={answeredAt} />), csv: ({ answeredAt }) => answeredAt, wideOnly: true },
          { id: 'minutes', head: words.minutes, cell: ({ minutes }) => (minutes === null ? '–' : asCount(minutes)), csv: ({ minutes }) => minutes, numeric: true },
          { id: 'id', head: words.subjectKinds.PRE_AUTHORIZATION, cell: ({ preAuthorization }) => <bdi class="id">{preAuthorization.id}</bdi>, csv: ({ preAuthorization }) => preAuthorization.id, wideOnly: true },
        ]}
      />
    </>
  );
}
