/** What a release lacks or says that cannot be used as it stands. The computation goes on without it. */
export type RemarkCode =
  | 'FIELD_MISSING' | 'AMOUNT_NEGATIVE' | 'AMOUNT_ZERO' | 'CURRENCY_OTHER' | 'DATE_UNREADABLE';
