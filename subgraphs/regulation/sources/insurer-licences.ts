import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';
import { contradictionInTerm } from './term-contradiction.ts';

export interface InsurerLicenceQuestion {
  readonly crNumber: string;
}

export interface InsurerLicenceAnswer {
  /** UNKNOWN: the register has no such insurer, and then validTo is null. */
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'UNKNOWN';
  /** Last day of the licence, 'YYYY-MM-DD'. */
  readonly validTo: string | null;
}

/** Every ask answers in the order of its questions. Errors: SourceUnavailableError, SourceContradictionError. */
export interface InsurerLicencesConnector {
  licences(questions: readonly InsurerLicenceQuestion[]): Promise<Fact<InsurerLicenceAnswer>[]>;
  close(): Promise<void>;
}

const LICENCE: Lookup<InsurerLicenceAnswer> = {
  path: '/licences',
  fact: 'insurerLicence',
  answer: z.object({
    status: z.enum(['ACTIVE', 'SUSPENDED', 'EXPIRED', 'UNKNOWN']),
    validTo: z.iso.date().nullable(),
  }),
  contradictionIn: contradictionInTerm,
};

/** The financial regulator's register of insurers. */
export function createInsurerLicencesConnector(options: ConnectorOptions): InsurerLicencesConnector {
  const client = createSourceClient('insurer-licences', options);
  return {
    licences: (questions) => client.ask(LICENCE, questions),
    close: () => client.close(),
  };
}
