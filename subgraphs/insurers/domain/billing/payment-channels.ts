import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';

/** A way money reaches an insurer. The insurer that is paid sees it arrive, and says so. */
export interface Channel {
  readonly code: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly feeBasisPoints: number;
  readonly modes: readonly ProgrammeMode[];
}

export const PAYMENT_CHANNELS: readonly Channel[] = [
  { code: 'BANK_TRANSFER', nameAr: 'حوالة مصرفية', nameEn: 'Bank transfer', feeBasisPoints: 0, modes: ['SANDBOX', 'PILOT', 'LIVE'] },
  { code: 'SANDBOX_BANK', nameAr: 'مصرف تجريبي', nameEn: 'Sandbox bank', feeBasisPoints: 0, modes: ['SANDBOX'] },
];

export function channelsOf(mode: ProgrammeMode): Channel[] {
  return PAYMENT_CHANNELS.filter(({ modes }) => modes.includes(mode));
}
