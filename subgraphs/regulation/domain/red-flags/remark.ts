/** What a release lacks or says that cannot be used as it stands. The computation goes on without it. */
export type RemarkCode =
  | 'FIELD_MISSING' | 'AMOUNT_NEGATIVE' | 'AMOUNT_ZERO' | 'CURRENCY_OTHER' | 'DATE_UNREADABLE';

export interface Remark {
  readonly code: RemarkCode;
  readonly ocid: string;
  /** Where in the release. */
  readonly path: string;
  /** What that means for the result, in one sentence. */
  readonly meaning: string;
}
