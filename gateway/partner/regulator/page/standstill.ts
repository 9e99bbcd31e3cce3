import type { LocalizedText } from './language.ts';

/** The tender a complaint is about, with the clock of each of its lots. */
export interface ComplainedTender {
  readonly id: string;
  readonly title: LocalizedText;
  readonly state: string;
  readonly lots: readonly { readonly id: string; readonly title: LocalizedText; readonly award: { readonly standstillEndsAt: string | null } | null }[];
}

/** The end of the standstill the complaint was filed in: of its lot, or the last of all lots; null while none has begun. */
export function standstillEnd({ lots }: ComplainedTender, lotId: string | null): string | null {
  const ends = lots.filter(({ id }) => lotId === null || id === lotId).flatMap(({ award }) => award?.standstillEndsAt ?? []);
  return ends.sort().at(-1) ?? null;
}

export const lotOf = ({ lots }: ComplainedTender, lotId: string | null): LocalizedText | null => lots.find(({ id }) => id === lotId)?.title ?? null;
