/** A subgraph gave no usable answer. `reason` is for the log: it may name addresses. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly code: 'DOWNSTREAM_SERVICE_ERROR' | 'DEADLINE_EXCEEDED' | 'SERVICE_PAUSED' | 'ANSWER_TOO_LARGE';
  readonly service: string;
  readonly reason: string;

  constructor(code: SourceFailure['code'], service: string, reason: string) {
    super(`${service}: ${reason}`);
    this.code = code;
    this.service = service;
    this.reason = reason;
  }
}
