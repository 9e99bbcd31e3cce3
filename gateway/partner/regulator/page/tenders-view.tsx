import { Day } from './day.tsx';
import { asCount } from './format.ts';
import { said, wordFor, words } from './language.ts';
import type { LocalizedText } from './language.ts';
import { PagedTable } from './paged-table.tsx';
import type { Connection } from './paged-table.tsx';
import { TENDERS } from './questions.ts';
import { linkTo } from './route.ts';
import type { Route } from './route.ts';

interface TenderRow {
  readonly id: string; readonly ocid: string; readonly title: LocalizedText; readonly state: string; readonly coverFrom: string; readonly coverTo: string;
  readonly redFlags: readonly { readonly code: string }[] | null; readonly bidCommitments: readonly unknown[];
}

interface Answer { readonly tenders: Connection<TenderRow> | null }

export function TendersView({ route }: { readonly route: Route }) {
  const flags = ({ redFlags }: TenderRow): string => [...new Set(redFlags?.map(({ code }) => code))].join(' ');
  return (
    <>
      <h1 tabIndex={-1}>{words.views.tenders}</h1>
      <PagedTable<Answer, TenderRow>
        caption={words.views.tenders} question={TENDERS} variables={{}} pageOf={({ tenders }) => tenders} keyOf={({ id }) => id} file="tenders"
        columns={[
          { id: 'title', head: words.tender, cell: ({ id, title }) => <a href={linkTo(route, 'tender', {}, id)}>{said(title)}</a>, csv: ({ title }) => said(title) },
          { id: 'state', head: words.state, cell: ({ state }) => wordFor(words.tenderStates, state), csv: ({ state }) => wordFor(words.tenderStates, state) },
          { id: 'bids', head: words.bids, cell: ({ bidCommitments }) => asCount(bidCommitments.length), csv: ({ bidCommitments }) => bidCommitments.length, numeric: true },
          { id: 'flags', head: words.redFlags, cell: (tender) => <bdi>{flags(tender) || '–'}</bdi>, csv: flags },
          { id: 'from', head: words.from, cell: ({ coverFrom }) => <Day date={coverFrom} />, csv: ({ coverFrom }) => coverFrom, wideOnly: true },
          { id: 'until', head: words.until, cell: ({ coverTo }) => <Day date={coverTo} />, csv: ({ coverTo }) => coverTo, wideOnly: true },
          { id: 'ocid', head: words.ocid, cell: ({ ocid }) => <bdi>{ocid}</bdi>, csv: ({ ocid }) => ocid, wideOnly: true },
        ]}
      />
    </>
  );
}
