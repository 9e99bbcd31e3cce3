import { useContext, useEffect, useState } from 'preact/hooks';
import { createContext } from 'preact';
import { TokenRefused, askGraph } from './ask-graph.ts';
import type { GraphProblem } from './ask-graph.ts';
import { words } from './language.ts';

export interface Asked<Data> {
  /** What came last; kept while the next is on its way, so that the page does not jump. */
  readonly data: Data | null;
  readonly problems: readonly GraphProblem[];
  readonly waiting: boolean;
}

/** Grows when everything that is shown is to be asked anew. */
export const Beat = createContext(0);

/** What to do when the token is refused. */
export const OnRefused = createContext<(message: string) => void>(() => undefined);

/** Asks when the question or what it is asked with changes; the answer to an older question is dropped. */
export function useGraph<Data>(query: string, variables: Record<string, unknown> = {}): Asked<Data> {
  const [asked, setAsked] = useState<Asked<Data>>({ data: null, problems: [], waiting: true });
  const refused = useContext(OnRefused);
  const beat = useContext(Beat);
  const key = JSON.stringify(variables);
  useEffect(() => {
    const over = new AbortController();
    setAsked((last) => ({ ...last, waiting: true }));
    askGraph<Data>(query, variables, { signal: over.signal }).then(
      ({ data, problems }) => { if (!over.signal.aborted) setAsked({ data, problems, waiting: false }); },
      (error: unknown) => {
        if (over.signal.aborted) return;
        if (error instanceof TokenRefused) refused(error.message);
        else setAsked({ data: null, problems: [{ message: words.unreachable }], waiting: false });
      },
    );
    return () => over.abort();
  }, [query, key, beat]);
  return asked;
}
