import { Choice } from './filters.tsx';
import { Moment } from './day.tsx';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { COMPLAINTS } from './questions.ts';
import { linkTo, withFilters } from './route.ts';
import type { Route } from './route.ts';
import { lotOf, standstillEnd } from './standstill.ts';
import type { ComplainedTender } from './standstill.ts';
import { TimeLeft } from './time-left.tsx';

interface ComplaintRow {
  readonly id: string; readonly lotId: string | null; readonly complainant: string; readonly state: string; readonly filedAt: string; readonly blocksSigning: boolean;
  readonly decisionReason: string | null; readonly remedyKind: string | null; readonly tender: ComplainedTender; readonly name: string;
}

interface Answer {
  readonly complaints: Connection<Omit<ComplaintRow, 'name'>> | null;
  readonly insurers: { readonly edges: readonly { readonly node: { readonly id: string; readonly name: LocalizedText } }[] } | null;
}

/** Complaints with the clock they run against, and what the review body decided. */
export function ComplaintsView({ route }: { readonly route: Route }) {
  const state = route.filters.get('state');
  const filter = state === null ? {} : { states: [state] };
  return (
    <>
      <h1 tabIndex={-1}>{words.views.complaints}</h1>
      <form class="filters inner" aria-label={`${words.filters}: ${words.views.complaints}`} onSubmit={(event) => event.preventDefault()}>
        <Choice name={words.state} value={state} choices={Object.entries(words.complaintStates)} onChoose={(value) => { location.hash = withFilters(route, { state: value }); }} />
      </form>
      <PagedTable<Answer, ComplaintRow>
        caption={words.views.complaints} question={COMPLAINTS} variables={{ filter }} pageOf={withNames} keyOf={({ id }) => id} file="complaints"
        columns={[
          { id: 'tender', head: words.tender, cell: ({ id, tender, lotId }) => <a href={linkTo(route, 'complaint', {}, id)}>{said(tender.title)}{lotId === null ? null : <> · {said(lotOf(tender, lotId))}</>}</a>, csv: ({ tender, lotId }) => `${said(tender.title)} ${said(lotOf(tender, lotId))}`.trim() },
          { id: 'state', head: words.state, cell: (row) => <>{wordFor(words.complaintStates, row.state)}{row.blocksSigning ? <span class="mark">{words.blocksSigning}</span> : null}</>, csv: (row) => wordFor(words.complaintStates, row.state) },
          { id: 'standstill', head: words.standstillEnds, cell: ({ tender, lotId, blocksSigning }) => { const end = standstillEnd(tender, lotId); return end === null ? '–' : <TimeLeft until={end} runs={blocksSigning} />; }, csv: ({ tender, lotId }) => standstillEnd(tender, lotId) },
          { id: 'complainant', head: words.complainant, cell: ({ name }) => <bdi>{name}</bdi>, csv: ({ name }) => name },
          { id: 'filed', head: words.filedAt, cell: ({ filedAt }) => <Moment at={filedAt} />, csv: ({ filedAt }) => filedAt, wideOnly: true },
          { id: 'decision', head: words.decision, cell: ({ decisionReason }) => (decisionReason === null ? '–' : <span class="clamp" dir="auto">{decisionReason}</span>), csv: ({ decisionReason }) => decisionReason, wideOnly: true },
        ]}
      />
    </>
  );
}

/** An insurer is known by its name; whoever else complains, by its identifier. */
function withNames({ complaints, insurers }: Answer): Connection<ComplaintRow> | null {
  const names = new Map(insurers?.edges.map(({ node }) => [node.id, said(node.name)]));
  return complaints && { ...complaints, edges: complaints.edges.map(({ node }) => ({ node: { ...node, name: names.get(node.complainant) ?? node.complainant } })) };
}
