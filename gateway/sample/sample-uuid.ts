import { hashOf } from './random.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

// 2024-01-01T00:00:00Z. Fixed, so that the ids of a seed do not depend on the day it is generated.
const EPOCH_MS = 1_704_067_200_000;

/** What the ids are of; two kinds never share one. */
export type SampleKind = 'association' | 'insurer' | 'person';

function hex32(value: number): string {
  return `${HEX[value >>> 24]}${HEX[(value >>> 16) & 255]}${HEX[(value >>> 8) & 255]}${HEX[value & 255]}`;
}

/**
 * The id of the nth thing of a kind: shaped as a UUIDv7 whose time grows with `n`, so that a sample loads in index
 * order, and the same for every house that generates it from the same seed.
 */
export function sampleUuid(seed: number, kind: SampleKind, n: number): string {
  const time = (EPOCH_MS + n).toString(16).padStart(12, '0');
  const a = hashOf(seed, kind, n);
  const b = hashOf(a, 1);
  const c = hashOf(a, 2);
  const version = hex32(((0x7000 | (a & 0x0fff)) << 16) | 0).slice(0, 4);
  const variant = hex32((0x80000000 | (b & 0x3fffffff)) | 0);
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}-${variant.slice(0, 4)}-${variant.slice(4)}${hex32(c)}`;
}
