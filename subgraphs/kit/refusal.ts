import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';

/**
 * What a decision says instead of yes: a code the caller can act on. Pure data, so that the domain can return it;
 * the sentence is made where the caller's language is known.
 */
export interface Refusal {
  readonly code: ErrorCode;
  /** Fills the sentence of the code. Never personal data. */
  readonly values?: ErrorValues;
  /** Path of the input field it concerns. */
  readonly path?: readonly string[];
  /** Identifier of the rule that decided. */
  readonly rule?: string;
}

/** Ends a command from any depth: the transaction is rolled back and the refusals become the payload's problems. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusals: readonly Refusal[];

  constructor(...refusals: readonly Refusal[]) {
    super(refusals.map((refusal) => refusal.code).join(', '));
    this.refusals = refusals;
  }
}

/** Shorthand for the refusal of one input field. `reason` is one of a few fixed sentences, never the value itself. */
export function invalidInput(field: string, reason: string): Refused {
  return new Refused({ code: 'INVALID_INPUT', values: { field, reason }, path: ['input', ...field.split('.')] });
}

/** Somebody else was first; `state` is where things stand now. */
export function conflict(state: string): Refused {
  return new Refused({ code: 'CONFLICT', values: { state } });
}

export function notFound(entity: string, field: string): Refused {
  return new Refused({ code: 'NOT_FOUND', values: { entity }, path: ['input', field] });
}
