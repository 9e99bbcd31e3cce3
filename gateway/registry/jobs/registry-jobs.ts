import type { Task } from '../../../subgraphs/kit/jobs.ts';
import type { RegistryServices } from '../context.ts';
import { CHECK_VERSION, runCheckVersion } from './check-version.ts';
import { CONFORM_VERSION, runConformVersion } from './conform-version.ts';

/** What the registry does of itself. */
export function registryJobs(services: RegistryServices): Readonly<Record<string, Task>> {
  return {
    [CHECK_VERSION]: (payload) => runCheckVersion(services, payload),
    [CONFORM_VERSION]: (payload) => runConformVersion(services, payload),
  };
}
