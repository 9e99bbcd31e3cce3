/**
 * A fact a decision rests on, with where it came from. `source` is the system that owns the fact
 * ("civil-registry", "graph:regulation"), `asOf` the instant it spoke (ISO 8601, UTC), `verifiedBy` who asked it.
 * A document in place of a source is the exception: `documentReason` then says why no source could be asked.
 */
export interface Fact<T> {
  readonly name: string;
  readonly value: T;
  readonly source: string;
  readonly asOf: string;
  readonly verifiedBy: string;
  readonly documentReason?: string;
}

/** A fact among others, whatever its value is. */
export type AnyFact = Fact<unknown>;
