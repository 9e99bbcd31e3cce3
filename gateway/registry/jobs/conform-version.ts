import type { JobPayload } from '../../../subgraphs/kit/jobs.ts';
import { ownContext } from '../context.ts';
import type { RegistryServices } from '../context.ts';
import { findVersion } from '../store/versions.ts';
import { judgeVersion } from './judge-version.ts';

/** The job that tries the live endpoint, added when the submission passed its checks. */
export const CONFORM_VERSION = 'conform-version';

export async function runConformVersion(services: RegistryServices, payload: JobPayload): Promise<void> {
  const version = await findVersion(services.database.manager, String(payload['versionId']));
  if (version === null || version.state !== 'CHECKED') return;
  const { url, insurerId, deadlineMs, sdl } = version;
  const { admissible, grade, checks } = await services.admission.conform({ url, insurerId, deadlineMs, sdl });
  await judgeVersion(ownContext(services, CONFORM_VERSION), version, {
    stage: 'CONFORMANCE', action: admissible ? 'PASS_CONFORMANCE' : 'FAIL_CONFORMANCE', results: checks, change: { grade }, next: null,
  });
}
