/** Why the subgraphs do not make one graph, and whose part it concerns. */
export interface CompositionProblem {
  readonly code: string;
  readonly subgraphs: readonly string[];
  /** `Type.field` when the problem sits on one. */
  readonly coordinate: string | null;
  readonly message: string;
}

export class CompositionError extends Error {
  override readonly name = 'CompositionError';
  readonly problems: readonly CompositionProblem[];

  constructor(problems: readonly CompositionProblem[]) {
    super(`The subgraphs do not compose:\n${problems.map((problem) => `  ${lineOf(problem)}`).join('\n')}`);
    this.problems = problems;
  }
}

function lineOf({ code, subgraphs, coordinate, message }: CompositionProblem): string {
  const where = [subgraphs.join(' + '), coordinate].filter(Boolean).join(' ');
  return where === '' ? `${code}: ${message}` : `${code} [${where}]: ${message}`;
}
