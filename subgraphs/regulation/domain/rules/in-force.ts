/** Something that holds from a day to a day, both included; null is open. */
export interface Period {
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
}

export function isInForceOn({ effectiveFrom, effectiveTo }: Period, on: string): boolean {
  return effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo);
}

/** The one of some versions that holds on a day, or null when none does. */
export function inForceOn<Version extends Period>(versions: readonly Version[], on: string): Version | null {
  return versions.find((version) => isInForceOn(version, on)) ?? null;
}
