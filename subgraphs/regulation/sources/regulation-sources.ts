import type { CivilRegistryConnector } from './civil-registry.ts';
import type { InsurerLicencesConnector } from './insurer-licences.ts';
import type { InsurerQualificationsConnector } from './insurer-qualifications.ts';
import type { NonprofitLicencesConnector } from './nonprofit-licences.ts';
import type { SocialInsuranceConnector } from './social-insurance.ts';

/** The outside sources this house asks. */
export interface RegulationSources {
  readonly civilRegistry: CivilRegistryConnector;
  readonly socialInsurance: SocialInsuranceConnector;
  readonly nonprofitLicences: NonprofitLicencesConnector;
  readonly insurerLicences: InsurerLicencesConnector;
  readonly insurerQualifications: InsurerQualificationsConnector;
}

export async function closeSources(sources: RegulationSources): Promise<void> {
  await Promise.all(Object.values(sources).map((source: { close(): Promise<void> }) => source.close()));
}
