import type { ComponentChildren } from 'preact';
import type { CsvCell } from './csv.ts';
import { words } from './language.ts';

export interface Column<Node> {
  readonly id: string;
  readonly head: string;
  readonly cell: (node: Node) => ComponentChildren;
  readonly csv: (node: Node) => CsvCell;
  readonly numeric?: boolean;
  /** Left out where there is no room. */
  readonly wideOnly?: boolean;
  /** How the graph is told to sort by it. */
  readonly sort?: { readonly descending: string; readonly ascending?: string };
}

interface DataTableProps<Node> {
  readonly caption: string;
  readonly nodes: readonly Node[];
  readonly keyOf: (node: Node) => string;
  /** The first is the row's head. */
  readonly columns: readonly Column<Node>[];
  readonly waiting: boolean;
  readonly sort?: string | undefined;
  readonly onSort?: ((sort: string) => void) | undefined;
}

/** Rows that scroll within their frame when there is no room, by keyboard too. */
export function DataTable<Node>({ caption, nodes, keyOf, columns, waiting, sort, onSort }: DataTableProps<Node>) {
  return (
    <div class="scroller" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <Head key={column.id} column={column} sort={sort} onSort={onSort} />)}</tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={keyOf(node)}>
              {columns.map((column, place) => place === 0
                ? <th key={column.id} scope="row" class={classOf(column)}>{column.cell(node)}</th>
                : <td key={column.id} class={classOf(column)}>{column.cell(node)}</td>)}
            </tr>
          ))}
          {nodes.length === 0 && !waiting ? <tr><td colSpan={columns.length} class="nothing">{words.nothing}</td></tr> : null}
        </tbody>
      </table>
    </div>
  );
}

function classOf({ numeric, wideOnly }: Pick<Column<never>, 'numeric' | 'wideOnly'>): string {
  return [numeric ? 'numeric' : '', wideOnly ? 'wide-only' : ''].join(' ').trim();
}

function Head<Node>({ column, sort, onSort }: { readonly column: Column<Node>; readonly sort: string | undefined; readonly onSort: ((sort: string) => void) | undefined }) {
  const { descending, ascending } = column.sort ?? {};
  if (descending === undefined || !onSort) return <th scope="col" class={classOf(column)}>{column.head}</th>;
  const now = sort === descending ? 'descending' : sort !== undefined && sort === ascending ? 'ascending' : 'none';
  const next = now === 'descending' ? ascending ?? descending : descending;
  return (
    <th scope="col" class={classOf(column)} aria-sort={now}>
      <button type="button" class="sorter" onClick={() => onSort(next)}>
        {column.head}<span aria-hidden="true">{now === 'descending' ? '\u00a0▼' : now === 'ascending' ? '\u00a0▲' : '\u00a0↕'}</span>
      </button>
    </th>
  );
}
