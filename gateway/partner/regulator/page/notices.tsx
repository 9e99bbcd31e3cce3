import type { GraphProblem } from './ask-graph.ts';
import { words } from './language.ts';

/** What did not come, with the graph's own sentence for it; a screen reader hears it at once. */
export function Problems({ problems }: { readonly problems: readonly GraphProblem[] }) {
  if (problems.length === 0) return null;
  const sentences = [...new Set(problems.map(({ message }) => message))].slice(0, 3);
  return (
    <div class="problems" role="alert">
      <strong>{words.partly}</strong>
      <ul>{sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
    </div>
  );
}

export function Waiting({ waiting }: { readonly waiting: boolean }) {
  return <p class="visually-hidden" role="status">{waiting ? words.loading : words.loaded}</p>;
}
