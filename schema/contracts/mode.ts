/**
 * The programme's mode. SANDBOX is for trying out, PILOT for the first three regions, LIVE for the nation.
 * A database is stamped with one mode when it is made and refuses any other, identifiers people read carry
 * the mode, and SANDBOX money is in XTS, the ISO 4217 code reserved for tests, so it cannot be added to riyals.
 */
export type ProgrammeMode = 'SANDBOX' | 'PILOT' | 'LIVE';

export const PROGRAMME_MODES: readonly ProgrammeMode[] = ['SANDBOX', 'PILOT', 'LIVE'];

/** ISO 4217 currency of every amount in this mode. */
export function currencyOf(mode: ProgrammeMode): 'XTS' | 'SAR' {
  return mode === 'SANDBOX' ? 'XTS' : 'SAR';
}

/** Prefix of identifiers people read (policy numbers, member cards, ocid), so that two modes never share one. */
export function prefixOf(mode: ProgrammeMode): 'SBX' | 'PLT' | 'WSQ' {
  switch (mode) {
    case 'SANDBOX':
      return 'SBX';
    case 'PILOT':
      return 'PLT';
    case 'LIVE':
      return 'WSQ';
  }
}
