import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';

export interface EmploymentQuestion {
  readonly nationalId: string;
  readonly employerLicenceNumber: string;
}

export interface EmploymentAnswer {
  /** On the roster of the employer asked about. */
  readonly employed: boolean;
  /** First day with this employer, 'YYYY-MM-DD'; null when not employed there. */
  readonly since: string | null;
  /** Another employer has the person on its roster too. */
  readonly otherEmployer: boolean;
}

/** Every ask answers in the order of its questions. Errors: SourceUnavailableError, SourceContradictionError. */
export interface SocialInsuranceConnector {
  employments(questions: readonly EmploymentQuestion[]): Promise<Fact<EmploymentAnswer>[]>;
  close(): Promise<void>;
}

const EMPLOYMENT: Lookup<EmploymentAnswer> = {
  path: '/employments',
  fact: 'employment',
  answer: z.object({ employed: z.boolean(), since: z.iso.date().nullable(), otherEmployer: z.boolean() }),
  contradictionIn({ employed, since }, asOf) {
    if (employed !== (since !== null)) return 'employed does not agree with since';
    return since !== null && since > riyadhDateOf(asOf) ? 'employed since a day to come' : null;
  },
};

/** The social-insurance roster: who works for whom. */
export function createSocialInsuranceConnector(options: ConnectorOptions): SocialInsuranceConnector {
  const client = createSourceClient('social-insurance', options);
  return {
    employments: (questions) => client.ask(EMPLOYMENT, questions),
    close: () => client.close(),
  };
}
