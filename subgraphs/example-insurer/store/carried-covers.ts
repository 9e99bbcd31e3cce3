import { readFile } from 'node:fs/promises';
import { dayAfter, dayInRiyadh } from '../domain/cover.ts';
import type { Cover, PolicyClass } from '../domain/cover.ts';
import type { Standing } from '../domain/standing.ts';
import type { Carried } from './book.ts';

/** One page of the cover an insurer carries under one policy, as the graph answers it (carried-pages.ts asks for it). */
export interface CarriedPage {
  readonly data: { readonly policy: CarriedPolicy };
}

interface CarriedPolicy {
  readonly id: string;
  readonly state: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  /** Every step of its life, oldest first. */
  readonly history: readonly { readonly action: string; readonly at: string }[];
  readonly coverages: {
    readonly edges: readonly { readonly node: CarriedLife }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

interface CarriedLife {
  readonly id: string;
  readonly policyClass: PolicyClass;
  readonly effectiveFrom: string;
  /** Last day covered; null while nobody has ended the cover, which ends with its policy then. */
  readonly effectiveTo: string | null;
  readonly card: { readonly cardNumber: string } | null;
}

/** What is in a file of such pages, one a line. Lives that were covered before the insurer came would be unknown to it otherwise. */
export async function readCarriedCovers(file: string): Promise<Carried> {
  const pages = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as CarriedPage);
  const covers = new Map<string, Cover>();
  const standings = new Map<string, Standing>();
  for (const { data: { policy } } of pages) {
    const { id: policyId, inceptionDate, expiryDate, coverages } = policy;
    const standing = standingOf(policy);
    if (standing !== null) standings.set(policyId, standing);
    for (const { node: { id, policyClass, effectiveFrom: from, effectiveTo: to, card } } of coverages.edges) {
      // The same life comes once for each day that was asked about, in order of the days.
      const before = (covers.get(id)?.periods ?? []).filter((period) => period.from < from);
      covers.set(id, { id, policyId, term: { inceptionDate, expiryDate }, cardNumber: card?.cardNumber ?? null, periods: [...before, { from, to, policyClass }] });
    }
  }
  return { covers: [...covers.values()], standings: [...standings.values()] };
}

/** As it would have been told, had we been there; null where nothing would have been. */
function standingOf({ id: policyId, state, history }: CarriedPolicy): Standing | null {
  const last = history.findLast(({ action }) => action === 'SUSPEND' || action === 'RESUME' || action === 'TERMINATE');
  if (last === undefined || !['ACTIVE', 'SUSPENDED', 'TERMINATED'].includes(state)) return null;
  const on = dayInRiyadh(new Date(last.at));
  const version = history.length;
  // The day of the step is the last one of cover.
  if (state === 'TERMINATED') return { policyId, standing: 'TERMINATED', since: dayAfter(on), version };
  return { policyId, standing: state === 'SUSPENDED' ? 'SUSPENDED' : 'IN_FORCE', since: on, version };
}
