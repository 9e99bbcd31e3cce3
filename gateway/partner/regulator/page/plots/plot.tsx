import type { ComponentChildren } from 'preact';
import { words } from '../language.ts';
import { Problems, Waiting } from '../notices.tsx';
import type { GraphProblem } from '../ask-graph.ts';

interface PlotProps {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** What the plot says, in one sentence. */
  readonly summary: string;
  readonly waiting: boolean;
  readonly problems: readonly GraphProblem[];
  readonly head: readonly string[];
  /** The same as the plot, cell by cell. */
  readonly rows: readonly (readonly string[])[];
  readonly children: ComponentChildren;
}

/** A plot with its title, what it says, and the same as a table for whoever does not see it. */
export function Plot({ id, title, note, summary, waiting, problems, head, rows, children }: PlotProps) {
  return (
    <section class="panel plot" aria-labelledby={id} aria-busy={waiting}>
      <h2 id={id}>{title}</h2>
      <p class="note">{note}</p>
      <Waiting waiting={waiting} />
      <Problems problems={problems} />
      <p class="summary">{summary}</p>
      {children}
      {rows.length === 0 ? null : (
        <details>
          <summary>{words.asTable}</summary>
          <div class="scroller" role="region" aria-label={title} tabIndex={0}>
            <table>
              <caption class="visually-hidden">{title}</caption>
              <thead><tr>{head.map((text) => <th key={text} scope="col">{text}</th>)}</tr></thead>
              <tbody>
                {rows.map((row, line) => (
                  <tr key={`${line} ${row[0]}`}>{row.map((text, place) => (place === 0 ? <th key={place} scope="row">{text}</th> : <td key={place}>{text}</td>))}</tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
