import { toCsv } from './csv.ts';
import { DataTable } from './data-table.tsx';
import type { Column } from './data-table.tsx';
import { download } from './download.ts';
import { asCount, today } from './format.ts';
import { words } from './language.ts';

interface WholeTableProps<Node> {
  readonly caption: string;
  readonly nodes: readonly Node[];
  readonly keyOf: (node: Node) => string;
  readonly columns: readonly Column<Node>[];
  readonly file: string;
  readonly waiting: boolean;
}

/** A list that came whole, as a table and as CSV. */
export function WholeTable<Node>({ caption, nodes, keyOf, columns, file, waiting }: WholeTableProps<Node>) {
  return (
    <div class="listing" aria-busy={waiting}>
      <div class="listing-bar">
        <p role="status">{waiting ? words.loading : words.rowCount(asCount(nodes.length))}</p>
        <button type="button" disabled={nodes.length === 0} onClick={() => download(`wasq-${file}-${today()}.csv`, toCsv(columns.map(({ head }) => head), nodes.map((node) => columns.map(({ csv }) => csv(node)))))}>{words.exportCsv}</button>
      </div>
      <DataTable caption={caption} nodes={nodes} keyOf={keyOf} columns={columns} waiting={waiting} />
    </div>
  );
}
