import { prefixOf } from '../../../schema/contracts/mode.ts';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import { checkDigit } from './check-digit.ts';

/** Number of a policy: mode, year of inception, serial, check digit; for example SBX-P26-0000012-5. */
export function policyNumberOf(mode: ProgrammeMode, inceptionDate: string, serial: bigint): string {
  return `${prefixOf(mode)}-P${inceptionDate.slice(2, 4)}-${withCheckDigit(serial, 7)}`;
}

/** Number of a member card: mode, serial, check digit; for example SBX-000000012-4. */
export function cardNumberOf(mode: ProgrammeMode, serial: bigint): string {
  return `${prefixOf(mode)}-${withCheckDigit(serial, 9)}`;
}

/** Number of an invoice, and the reference it is paid by: mode, year of issue, serial, check digit; for example SBX-I26-0000012-5. */
export function invoiceNumberOf(mode: ProgrammeMode, issuedOn: string, serial: bigint): string {
  return `${prefixOf(mode)}-I${issuedOn.slice(2, 4)}-${withCheckDigit(serial, 7)}`;
}

/** Number of a credit note, made alike; for example SBX-C26-0000012-5. */
export function creditNoteNumberOf(mode: ProgrammeMode, issuedOn: string, serial: bigint): string {
  return `${prefixOf(mode)}-C${issuedOn.slice(2, 4)}-${withCheckDigit(serial, 7)}`;
}

function withCheckDigit(serial: bigint, width: number): string {
  const digits = serial.toString().padStart(width, '0');
  return `${digits}-${checkDigit(digits)}`;
}
