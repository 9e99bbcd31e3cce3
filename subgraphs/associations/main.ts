import { z } from 'zod';
import { runAlone } from '../kit/run-alone.ts';
import { openAssociationsHouse } from './house.ts';
import { createBankConnector } from './sources/bank.ts';

const address = (whose: string) => z.url({ protocol: /^https?$/ }).describe(`Base address of ${whose}.`);

/** What this house reads beyond the settings of every house. */
export const SETTINGS = {
  BANK_URL: address('the banks, which say whose account an IBAN is'),
  PUBLIC_URL: address('the graph as people reach it; signed upload addresses begin with it'),
};

const DEADLINE_MS = 10_000;

/** Runs the house as a process of its own. */
export function start(): Promise<void> {
  return runAlone('associations', SETTINGS, (options, settings) => openAssociationsHouse({
    ...options,
    sources: {
      bank: createBankConnector({
        url: settings.BANK_URL, deadlineMs: DEADLINE_MS, verifiedBy: 'associations', now: options.now ?? (() => new Date()), programmeMode: options.mode,
      }),
    },
    publicUrl: () => settings.PUBLIC_URL.replace(/\/+$/, ''),
  }));
}
