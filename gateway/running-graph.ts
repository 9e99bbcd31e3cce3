/** Where a graph runs that a command may join: GRAPH_URL, the same setting as the houses', or this machine's own. */
export function runningUrl({ GRAPH_URL }: Readonly<NodeJS.ProcessEnv>, port: number): string {
  return (GRAPH_URL || `http://127.0.0.1:${port}`).replace(/(\/graphql)?\/?$/, '');
}

/** The programme mode of the graph that answers there; undefined when none does. */
export async function modeOf(baseUrl: string): Promise<string | undefined> {
  const answer = await fetch(`${baseUrl}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ programme { mode } }"}', signal: AbortSignal.timeout(2_000),
  }).then((response) => response.json() as Promise<{ data?: { programme?: { mode: string } } }>, () => null);
  return answer?.data?.programme?.mode;
}
