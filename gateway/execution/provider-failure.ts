/** Why an insurer's own subgraph gave nothing that can be used. */
export type ProviderFailureCode =
  | 'PROVIDER_WITHDRAWN' | 'PROVIDER_PAUSED' | 'PROVIDER_RESTING' | 'PROVIDER_UNREACHABLE' | 'PROVIDER_TOO_SLOW'
  | 'PROVIDER_ANSWER_INVALID' | 'PROVIDER_ANSWER_TOO_LARGE' | 'PROVIDER_ANSWER_NOT_ASKED' | 'PROVIDER_FIELD_FAILED' | 'PROVIDER_ADDRESS_REFUSED'
  | 'DEADLINE_EXCEEDED';

/** Which part of an answer was not what was asked for, and whether something else or nothing stood there. Never what. */
export interface Mismatch {
  readonly expected: 'count' | '__typename' | 'insurerId' | 'id' | 'key';
  readonly received: 'other' | 'none';
}

/** `reason` is for the log, and holds nothing that the provider wrote. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly code: ProviderFailureCode;
  readonly reason: string;
  readonly mismatch: Mismatch | null;

  constructor(code: ProviderFailureCode, reason: string, mismatch: Mismatch | null = null) {
    super(`${code}: ${reason}`);
    this.code = code;
    this.reason = reason;
    this.mismatch = mismatch;
  }
}
