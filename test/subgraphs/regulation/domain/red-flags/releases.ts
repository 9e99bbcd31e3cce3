import { computeRedFlags } from '../../../../../subgraphs/regulation/domain/red-flags/compute-red-flags.ts';
import type { Computation, Flag, FlagCode } from '../../../../../subgraphs/regulation/domain/red-flags/flag.ts';
import type { Fences } from '../../../../../subgraphs/regulation/domain/red-flags/indicator.ts';
import { ALL_ENABLED, NOTHING_ENABLED } from '../../../../../subgraphs/regulation/domain/red-flags/settings.ts';
import type { RedFlagSettings } from '../../../../../subgraphs/regulation/domain/red-flags/settings.ts';

export type Raised = Flag & { readonly computation: Computation };

export interface Outcome {
  readonly flags: readonly Raised[];
  readonly remarks: readonly string[];
  readonly fences: Partial<Record<FlagCode, Fences>>;
}

/** Runs indicators over releases; `enabled` is which, at their defaults, and `more` what is set otherwise. */
export function flagsOf(releases: readonly Record<string, unknown>[], enabled: readonly FlagCode[], more: Partial<RedFlagSettings> = {}): Outcome {
  const flags: Raised[] = [];
  const remarks: string[] = [];
  const fences: Partial<Record<FlagCode, Fences>> = {};
  const on = Object.fromEntries(enabled.map((code) => [code, ALL_ENABLED[code]]));
  const run = computeRedFlags({ ...NOTHING_ENABLED, ...on, ...more }, {
    raise: (flag, computation) => void flags.push({ ...flag, computation: computation() }),
    remark: (code, ocid, path) => void remarks.push(`${code} ${ocid} ${path}`),
    fences: (code, found) => void (fences[code] = { ...fences[code], ...found }),
    map: () => undefined,
  });
  for (const release of releases) run.add(release, String(release['ocid']));
  run.conclude();
  return { flags, remarks, fences };
}

/** What was raised, shortly: group, identifier, value. */
export function shortly({ flags }: Outcome): string[] {
  return flags.map(({ group, id, value }) => `${group} ${id} ${value}`);
}

export interface BidMade {
  readonly by: string | readonly string[];
  readonly amount?: number;
  readonly currency?: string;
  readonly status?: string;
  readonly date?: string;
}

/** A release with these bids, won by `won`. */
export function process(ocid: string, bids: readonly BidMade[], won?: string | null, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ocid,
    bids: { details: bids.map(({ by, amount, currency = 'SAR', status = 'valid', date }) => ({
      status, tenderers: [by].flat().map((id) => ({ id })),
      ...(amount === undefined ? {} : { value: { amount, currency } }), ...(date === undefined ? {} : { date }),
    })) },
    ...(won == null ? {} : { awards: [{ status: 'active', suppliers: [{ id: won }] }] }),
    ...more,
  };
}
