import { runAlone } from '../kit/run-alone.ts';
import { openInsurersHouse } from './house.ts';

/** Settings of this house beyond those of every house. */
export const SETTINGS = {};

/** Runs the insurers house as a process of its own. */
export function start(): Promise<void> {
  return runAlone('insurers', SETTINGS, openInsurersHouse);
}
