import DataLoader from 'dataloader';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { auditRead } from '../../kit/audit.ts';
import type { HouseServices } from '../../kit/request-context.ts';

/** What of a person was read. */
export type Disclosed = 'fullName' | 'nationalId' | 'birthDate';

export interface Disclosures {
  /** Resolves when the reading is on record; the value must not leave before. */
  record(what: Disclosed, memberId: string): Promise<void>;
}

interface Reading {
  readonly what: Disclosed;
  readonly memberId: string;
}

/**
 * Puts on record who was shown whose identity, and why. All readings of one request that happen together are written
 * together, one entry for all whom the same was read of: a page of a hundred names is one entry.
 */
export function createDisclosures(services: HouseServices, principal: Principal): Disclosures {
  const loader = new DataLoader<Reading, true, string>(
    async (readings) => {
      await auditRead({ ...services, principal }, setsOf(readings).map(({ fields, ids }) => ({ entity: 'Member', fields, ids })));
      return readings.map(() => true as const);
    },
    { cacheKeyFn: ({ what, memberId }) => `${what} ${memberId}`, maxBatchSize: 5_000 },
  );
  return { record: (what, memberId) => loader.load({ what, memberId }).then(() => undefined) };
}

/** Members by what was read of them. */
function setsOf(readings: readonly Reading[]): { readonly fields: readonly string[]; readonly ids: readonly string[] }[] {
  const byMember = new Map<string, string[]>();
  for (const { what, memberId } of readings) byMember.set(memberId, [...(byMember.get(memberId) ?? []), what]);
  const sets = new Map<string, { fields: readonly string[]; ids: string[] }>();
  for (const [id, fields] of byMember) {
    const sorted = [...fields].sort();
    const set = sets.get(sorted.join()) ?? { fields: sorted, ids: [] };
    set.ids.push(id);
    sets.set(sorted.join(), set);
  }
  return [...sets.values()];
}
