import { useState } from 'preact/hooks';
import { askGraph } from './ask-graph.ts';
import { toCsv } from './csv.ts';
import { DataTable } from './data-table.tsx';
import type { Column } from './data-table.tsx';
import { download } from './download.ts';
import { asCount, today } from './format.ts';
import { words } from './language.ts';
import { Problems } from './notices.tsx';
import { useGraph } from './use-graph.ts';

export interface Connection<Node> {
  readonly edges: readonly { readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface PagedTableProps<Data, Node> {
  readonly caption: string;
  readonly question: string;
  readonly variables: Record<string, unknown>;
  readonly pageOf: (data: Data) => Connection<Node> | null | undefined;
  readonly keyOf: (node: Node) => string;
  /** The first is the row's head. */
  readonly columns: readonly Column<Node>[];
  readonly file: string;
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
}

const PAGE_SIZE = 20;
const EXPORT_PAGE = 100;
const EXPORT_PAGES = 100;

/** A list of the graph as a table: sorted by the graph, page by page, and all of it as CSV. */
export function PagedTable<Data, Node>(props: PagedTableProps<Data, Node>) {
  // Another question begins at its first page again.
  return <Pages key={JSON.stringify([props.question, props.variables])} {...props} />;
}

function Pages<Data, Node>({ caption, question, variables, pageOf, keyOf, columns, file, sort, onSort }: PagedTableProps<Data, Node>) {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  const [told, setTold] = useState('');
  const { data, problems, waiting } = useGraph<Data>(question, { ...variables, first: PAGE_SIZE, after: cursors[cursors.length - 1] });
  const page = data === null ? null : pageOf(data);
  const nodes = page?.edges.map(({ node }) => node) ?? [];

  async function exportAll(): Promise<void> {
    setTold(words.exporting);
    const rows: Node[] = [];
    let after: string | null = null;
    let more = true;
    for (let asked = 0; more && asked < EXPORT_PAGES; asked += 1) {
      const answer: { data: Data | null; problems: readonly { message: string }[] } = await askGraph<Data>(question, { ...variables, first: EXPORT_PAGE, after });
      const part: Connection<Node> | null | undefined = answer.data === null ? null : pageOf(answer.data);
      // Half a list that looks whole would be worse than none.
      if (!part) return setTold(answer.problems[0]?.message ?? words.unreachable);
      rows.push(...part.edges.map(({ node }) => node));
      more = part.pageInfo.hasNextPage;
      after = part.pageInfo.endCursor;
    }
    download(`wasq-${file}-${today()}.csv`, toCsv(columns.map(({ head }) => head), rows.map((row) => columns.map(({ csv }) => csv(row)))));
    setTold((more ? words.exportCut : words.exported)(asCount(rows.length)));
  }

  return (
    <div class="listing" aria-busy={waiting}>
      <div class="listing-bar">
        <p role="status">{waiting ? words.loading : `${words.page(asCount(cursors.length))} · ${words.rowCount(asCount(nodes.length))}`}</p>
        <p role="status" class="told">{told}</p>
        <button type="button" disabled={nodes.length === 0} onClick={() => void exportAll().catch(() => setTold(words.unreachable))}>{words.exportCsv}</button>
      </div>
      <Problems problems={problems} />
      <DataTable caption={caption} nodes={nodes} keyOf={keyOf} columns={columns} waiting={waiting} sort={sort} onSort={onSort} />
      {cursors.length > 1 || page?.pageInfo.hasNextPage
        ? (
          <div class="pager">
            <button type="button" disabled={cursors.length === 1} onClick={() => setCursors(cursors.slice(0, -1))}>{words.previous}</button>
            <button type="button" disabled={waiting || !page?.pageInfo.hasNextPage} onClick={() => setCursors([...cursors, page?.pageInfo.endCursor ?? null])}>{words.next}</button>
          </div>
        )
        : null}
    </div>
  );
}
