import type { JobPayload } from '../../../subgraphs/kit/jobs.ts';
import { fieldsOfExtension } from '../../composition/fields-of-extension.ts';
import { ownContext } from '../context.ts';
import type { RegistryServices } from '../context.ts';
import { fieldNotice } from '../domain/field-notice.ts';
import { findRegistration } from '../store/registrations.ts';
import { activeExtensions, readAllStandings } from '../store/standings.ts';
import { findVersion, readServed } from '../store/versions.ts';
import { CONFORM_VERSION } from './conform-version.ts';
import { judgeVersion } from './judge-version.ts';

/** The job that looks at what was submitted, added in the transaction of the submission. */
export const CHECK_VERSION = 'check-version';

export async function runCheckVersion(services: RegistryServices, payload: JobPayload): Promise<void> {
  const { manager } = services.database;
  const version = await findVersion(manager, String(payload['versionId']));
  const registration = version === null ? null : await findRegistration(manager, version.registrationId);
  if (version === null || registration === null || version.state !== 'SUBMITTED') return;
  const served = await readServed(manager, registration.id);
  const results = await services.admission.check({
    versionId: version.id, insurerId: version.insurerId, namespace: registration.namespace, url: version.url, sdl: version.sdl,
    notice: fieldNotice(served.map(({ sdl, ...version }) => ({ ...version, fields: fieldsOfExtension(sdl, registration.namespace) })), services.noticeDays, services.now()),
    active: activeExtensions(await readAllStandings(manager)),
  });
  const passed = results.every((result) => result.passed);
  await judgeVersion(ownContext(services, CHECK_VERSION), version, {
    stage: 'SUBMISSION', action: passed ? 'PASS_CHECKS' : 'FAIL_CHECKS', results, change: {}, next: passed ? CONFORM_VERSION : null,
  });
}
