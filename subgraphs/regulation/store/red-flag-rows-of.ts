import type { EntityManager } from 'typeorm';
import { OWN_SETTINGS } from '../domain/red-flags/flags-of-tenders.ts';
import type { FlagOfTender } from '../domain/red-flags/flags-of-tenders.ts';
import { settingsOf } from '../domain/red-flags/red-flag-results.ts';
import type { RedFlagRow } from './red-flag-rows.ts';

/** Flags as they are kept: with the releases they were computed over, as of this transaction. */
export async function redFlagRowsOf(manager: EntityManager, flags: readonly FlagOfTender[], tendersCompared: number, computedAt: Date): Promise<RedFlagRow[]> {
  const over = await manager.query<{ tender_id: string; ids: string[] }[]>('SELECT tender_id, array_agg(id ORDER BY number) AS ids FROM ocds_release GROUP BY tender_id');
  const releases = new Map(over.map(({ tender_id, ids }) => [tender_id, ids]));
  const counted = new Map<string, number>();
  return flags.map(({ tenderId, code, group, id, value, threshold, computation }) => {
    const number = (counted.get(tenderId) ?? 0) + 1;
    counted.set(tenderId, number);
    return {
      tenderId, number, code, group, subject: id, value, threshold, settings: settingsOf(code, OWN_SETTINGS),
      inputs: Object.entries(computation.inputs).map(([name, input]) => ({ name, value: String(input) })), steps: computation.steps,
      computedAt, overReleases: releases.get(tenderId) ?? [], tendersCompared,
    };
  });
}
