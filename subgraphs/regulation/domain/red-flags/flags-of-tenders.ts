import { computeRedFlags } from './compute-red-flags.ts';
import type { Computation, Flag } from './flag.ts';
import { buyerOf, idsIn, procuringEntityOf } from './organisations.ts';
import { submittedBids } from './bids.ts';
import type { Release } from './release.ts';
import { ALL_ENABLED } from './settings.ts';

/** A process by its compiled release. */
export interface CompiledProcess {
  readonly tenderId: string;
  readonly ocid: string;
  readonly release: Release;
}

export interface FlagOfTender extends Flag {
  readonly tenderId: string;
  readonly computation: Computation;
}

/** What our own tenders are looked at with: every indicator at its defaults. */
export const OWN_SETTINGS = ALL_ENABLED;

/**
 * Red flags of many tenders, each measured against all of them. One about an organisation over all of its processes is
 * shown with every process that organisation has a part in.
 */
export function flagsOfTenders(processes: readonly CompiledProcess[]): readonly FlagOfTender[] {
  const raised: (Flag & { readonly computation: Computation })[] = [];
  const run = computeRedFlags(OWN_SETTINGS, {
    raise: (flag, computation) => void raised.push({ ...flag, computation: computation() }),
    remark: () => undefined,
    fences: () => undefined,
    map: () => undefined,
  });
  for (const { release, ocid } of processes) run.add(release, ocid);
  run.conclude();
  return processes.flatMap(({ tenderId, ocid, release }) => {
    const own = raised.filter((flag) => (flag.ocid === null ? hasPart(release, flag) : flag.ocid === ocid));
    // Three equal prices strike twice for the same tenderer; it is one flag.
    const once = new Map(own.map((flag) => [`${flag.code} ${flag.group} ${flag.id}`, flag]));
    return [...once.values()].map((flag) => ({ ...flag, tenderId }));
  });
}

function hasPart(release: Release, { group, id }: Flag): boolean {
  if (group === 'Buyer') return buyerOf(release) === id;
  if (group === 'ProcuringEntity') return procuringEntityOf(release) === id;
  return submittedBids(release).some((bid) => idsIn(bid, 'tenderers').includes(id));
}
