import { wordFor, words } from './language.ts';

/** The word, and a shape beside the colour, for whoever does not see colours. */
export function SeverityMark({ severity }: { readonly severity: string }) {
  return <span class={`severity severity-${severity.toLowerCase()}`}>{wordFor(words.severities, severity)}</span>;
}
