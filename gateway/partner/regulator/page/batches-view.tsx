import { asCount } from './format.ts';
import { Day } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { BATCHES } from './questions.ts';
import { linkTo, scopeOf } from './route.ts';
import type { Route } from './route.ts';

interface Batch {
  readonly batch: { readonly id: string; readonly state: string };
  readonly association: { readonly id: string; readonly name: LocalizedText };
  readonly policy: { readonly policyNumber: string } | null;
  readonly since: string;
  readonly days: number;
}

interface Answer { readonly complianceOverview: { readonly batches: Connection<Batch> | null } | null }

export function BatchesView({ route }: { readonly route: Route }) {
  return (
    <>
      <h1 tabIndex={-1}>{words.views.batches}</h1>
      <PagedTable<Answer, Batch>
        caption={words.views.batches} question={BATCHES} variables={{ scope: scopeOf(route), on: route.filters.get('on') }} file="batches"
        pageOf={({ complianceOverview }) => complianceOverview?.batches} keyOf={({ batch }) => batch.id}
        columns={[
          { id: 'batch', head: words.batch, cell: ({ batch }) => <bdi class="id">{batch.id}</bdi>, csv: ({ batch }) => batch.id },
          { id: 'association', head: words.association, cell: ({ association }) => <a href={linkTo(route, 'association', {}, association.id)}>{said(association.name)}</a>, csv: ({ association }) => said(association.name) },
          { id: 'state', head: words.state, cell: ({ batch }) => wordFor(words.batchStates, batch.state), csv: ({ batch }) => wordFor(words.batchStates, batch.state) },
          { id: 'since', head: words.since, cell: ({ since }) => <Day date={since} />, csv: ({ since }) => since },
          { id: 'days', head: words.waited, cell: ({ days }) => asCount(days), csv: ({ days }) => days, numeric: true },
        ]}
      />
    </>
  );
}
