/** Who said it and when, for a group of facts that came in one answer. `asOf` is an instant, ISO 8601 in UTC. */
export interface Provenance {
  /** System that owns the facts, for example 'associations' or 'insurers'. */
  readonly source: string;
  readonly asOf: string;
}
