import { z } from 'zod';
import { runAlone } from '../kit/run-alone.ts';
import type { ConnectorOptions } from '../kit/source-client.ts';
import { openRegulationHouse } from './house.ts';
import { createCivilRegistryConnector } from './sources/civil-registry.ts';
import { createInsurerLicencesConnector } from './sources/insurer-licences.ts';
import { createInsurerQualificationsConnector } from './sources/insurer-qualifications.ts';
import { createNonprofitLicencesConnector } from './sources/nonprofit-licences.ts';
import { createSocialInsuranceConnector } from './sources/social-insurance.ts';

const address = (whose: string) => z.url({ protocol: /^https?$/ }).describe(`Base address of ${whose}.`);

/** What this house reads beyond the settings of every house. */
export const SETTINGS = {
  CIVIL_REGISTRY_URL: address('the register of persons and families'),
  SOCIAL_INSURANCE_URL: address('the social-insurance roster'),
  NONPROFIT_LICENCES_URL: address('the nonprofit centre\'s register of licences'),
  INSURER_LICENCES_URL: address('the financial regulator\'s register of insurers'),
  INSURER_QUALIFICATIONS_URL: address('the health-insurance council\'s list of qualified insurers'),
  PUBLIC_URL: address('the graph as people reach it; addresses of open-contracting data begin with it').default('http://127.0.0.1:4000'),
};

/** One call carries up to 1,000 questions, and a decision that waits longer than this is better tried again. */
const DEADLINE_MS = 10_000;

/** Runs the house as a process of its own. */
export function start(): Promise<void> {
  return runAlone('regulation', SETTINGS, (options, settings) => {
    const connect = (url: string): ConnectorOptions => ({
      url, deadlineMs: DEADLINE_MS, verifiedBy: 'regulation', now: options.now ?? (() => new Date()), programmeMode: options.mode,
    });
    return openRegulationHouse({
      ...options,
      publicUrl: () => settings.PUBLIC_URL.replace(/\/+$/, ''),
      sources: {
        civilRegistry: createCivilRegistryConnector(connect(settings.CIVIL_REGISTRY_URL)),
        socialInsurance: createSocialInsuranceConnector(connect(settings.SOCIAL_INSURANCE_URL)),
        nonprofitLicences: createNonprofitLicencesConnector(connect(settings.NONPROFIT_LICENCES_URL)),
        insurerLicences: createInsurerLicencesConnector(connect(settings.INSURER_LICENCES_URL)),
        insurerQualifications: createInsurerQualificationsConnector(connect(settings.INSURER_QUALIFICATIONS_URL)),
      },
    });
  });
}
