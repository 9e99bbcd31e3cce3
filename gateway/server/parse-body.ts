/** Deeper than anyone asks. What is deeper than the stack could not be written again for a subgraph. */
const MOST_LEVELS = 500;

/** A body as JSON. What is not JSON, or too deep, is no body, which the server refuses with the right status and code. */
export function parseBody(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text);
    // So many levels need so many brackets: nearly every request is too short for that.
    return text.length > 2 * MOST_LEVELS && isTooDeep(body) ? undefined : body;
  } catch {
    return undefined;
  }
}

function isTooDeep(body: unknown): boolean {
  let level: unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) as unknown[] : []));
  }
  return false;
}
