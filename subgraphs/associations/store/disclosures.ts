import DataLoader from 'dataloader';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { auditRead } from '../../kit/audit.ts';
import type { HouseServices } from '../../kit/request-context.ts';

/** What of a person was read. */
export type Disclosed = 'fullName' | 'nationalId';

export interface Disclosures {
  /** Resolves when the reading is on record; the value must not leave before. */
  record(what: Disclosed, memberId: string): Promise<void>;
}

/**
 * Puts on record who was shown whose identity, and why. All readings of one request that happen together are written
 * together, so that a page of a hundred names costs the statements of one.
 */
export function createDisclosures(services: HouseServices, principal: Principal): Disclosures {
  const loader = new DataLoader<{ what: Disclosed; memberId: string }, true, string>(
    async (readings) => {
      await auditRead({ ...services, principal }, readings.map(({ what, memberId }) => ({ entity: `Member.${what}`, entityId: memberId })));
      return readings.map(() => true as const);
    },
    { cacheKeyFn: ({ what, memberId }) => `${what} ${memberId}`, maxBatchSize: 1_000 },
  );
  return { record: (what, memberId) => loader.load({ what, memberId }).then(() => undefined) };
}
