import type { ValueTransformer } from 'typeorm';

/** A bigint column arrives from the driver as digits; money is a bigint everywhere above it. */
export const HALALAS: ValueTransformer = {
  to: (amount: bigint | null | undefined) => (amount == null ? amount : amount.toString()),
  from: (digits: string | null) => (digits === null ? null : BigInt(digits)),
};
