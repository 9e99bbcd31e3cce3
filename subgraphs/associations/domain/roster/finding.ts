import type { RosterColumn } from '../../../../schema/contracts/roster-columns.ts';
import type { RosterErrorCode } from '../../../../schema/contracts/errors/roster.ts';

/**
 * One thing wrong with a line: which column (null for the line as a whole), the code, and the values its sentence
 * takes. Values never repeat what a cell holds, so a finding may be stored, shown and logged.
 */
export interface Finding {
  readonly column: RosterColumn | null;
  readonly code: RosterErrorCode;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A finding and the line of the file it is about; the header is line 1. */
export interface LineFinding extends Finding {
  readonly line: number;
}

export function finding(column: RosterColumn | null, code: RosterErrorCode, values: Finding['values'] = {}): Finding {
  return { column, code, values };
}
