import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';
import { prefixOf } from '../../../../schema/contracts/mode.ts';

/**
 * The Open Contracting identifier of a tender. The mode is in it, so that a trial can never be mistaken for the real
 * thing, and the last twelve digits of its UUIDv7, which are random: short enough to read out, and the table's unique
 * key refuses the one in 2⁴⁸ that is taken.
 */
export function ocidOf(mode: ProgrammeMode, tenderId: string): string {
  return `ocds-${prefixOf(mode).toLowerCase()}-${tenderId.slice(-12)}`;
}
