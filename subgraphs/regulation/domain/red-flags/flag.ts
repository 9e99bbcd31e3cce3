/** The ten indicators, by their codes. */
export const FLAG_CODES = ['R003', 'R018', 'R024', 'R025', 'R028', 'R030', 'R035', 'R036', 'R038', 'R058'] as const;

export type FlagCode = (typeof FLAG_CODES)[number];

/** What an indicator is about: one contracting process, or an organisation over all of its processes. */
export const GROUPS = ['OCID', 'Buyer', 'ProcuringEntity', 'Tenderer'] as const;

export type Group = (typeof GROUPS)[number];

/** How a flag came about, so that anybody can follow it with pencil and paper. */
export interface Computation {
  /** What was read, by the place in the release or a name of its own. */
  readonly inputs: Readonly<Record<string, string | number>>;
  /** The formula, then the numbers put into it, line by line. */
  readonly steps: readonly string[];
}

/** An indicator that struck: a question to ask, not a verdict. */
export interface Flag {
  readonly code: FlagCode;
  readonly group: Group;
  /** Identifier of the process or the organisation. */
  readonly id: string;
  readonly value: number;
  /** What the value was compared with; null when the indicator compares with nothing. */
  readonly threshold: number | null;
  /** The process it was seen in; null when it is about an organisation over all of its processes. */
  readonly ocid: string | null;
}
