import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';
import { contradictionInTerm } from './term-contradiction.ts';

export interface InsurerQualificationQuestion {
  readonly crNumber: string;
}

export interface InsurerQualificationAnswer {
  /** NOT_QUALIFIED: the health-insurance council has not qualified the insurer, and then validTo is null. */
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'NOT_QUALIFIED';
  /** Last day of the qualification, 'YYYY-MM-DD'. */
  readonly validTo: string | null;
}

/** Every ask answers in the order of its questions. Errors: SourceUnavailableError, SourceContradictionError. */
export interface InsurerQualificationsConnector {
  qualifications(questions: readonly InsurerQualificationQuestion[]): Promise<Fact<InsurerQualificationAnswer>[]>;
  close(): Promise<void>;
}

const QUALIFICATION: Lookup<InsurerQualificationAnswer> = {
  path: '/qualifications',
  fact: 'insurerQualification',
  answer: z.object({
    status: z.enum(['ACTIVE', 'SUSPENDED', 'EXPIRED', 'NOT_QUALIFIED']),
    validTo: z.iso.date().nullable(),
  }),
  contradictionIn: contradictionInTerm,
};

/** The health-insurance council's list of insurers qualified to sell health insurance. */
export function createInsurerQualificationsConnector(options: ConnectorOptions): InsurerQualificationsConnector {
  const client = createSourceClient('insurer-qualifications', options);
  return {
    qualifications: (questions) => client.ask(QUALIFICATION, questions),
    close: () => client.close(),
  };
}
