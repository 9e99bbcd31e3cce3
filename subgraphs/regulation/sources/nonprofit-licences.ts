import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';
import { contradictionInTerm } from './term-contradiction.ts';

export interface NonprofitLicenceQuestion {
  readonly licenceNumber: string;
}

export interface NonprofitLicenceAnswer {
  /** UNKNOWN: the register has no such licence, and then everything else is null. */
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'UNKNOWN';
  /** Last day of the licence, 'YYYY-MM-DD'. */
  readonly validTo: string | null;
  /** ISO 3166-2 code of the region, 'SA-01'. */
  readonly region: string | null;
  /** The register's governance assessment, 0 to 100. */
  readonly governanceScore: number | null;
}

/** Every ask answers in the order of its questions. Errors: SourceUnavailableError, SourceContradictionError. */
export interface NonprofitLicencesConnector {
  licences(questions: readonly NonprofitLicenceQuestion[]): Promise<Fact<NonprofitLicenceAnswer>[]>;
  close(): Promise<void>;
}

const LICENCE: Lookup<NonprofitLicenceAnswer> = {
  path: '/licences',
  fact: 'nonprofitLicence',
  answer: z.object({
    status: z.enum(['ACTIVE', 'SUSPENDED', 'EXPIRED', 'UNKNOWN']),
    validTo: z.iso.date().nullable(),
    region: z.string().regex(/^SA-\d{2}$/).nullable(),
    governanceScore: z.number().min(0).max(100).nullable(),
  }),
  contradictionIn(answer, asOf) {
    if (answer.status === 'UNKNOWN' && (answer.region !== null || answer.governanceScore !== null)) {
      return 'an unknown licence has a region or a governance score';
    }
    return contradictionInTerm(answer, asOf);
  },
};

/** The nonprofit centre's register of associations. */
export function createNonprofitLicencesConnector(options: ConnectorOptions): NonprofitLicencesConnector {
  const client = createSourceClient('nonprofit-licences', options);
  return {
    licences: (questions) => client.ask(LICENCE, questions),
    close: () => client.close(),
  };
}
