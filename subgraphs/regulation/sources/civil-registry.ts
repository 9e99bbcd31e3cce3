import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';

export interface PersonQuestion {
  readonly nationalId: string;
  readonly birthDate: string;
  readonly sex: 'MALE' | 'FEMALE';
}

/** When the person is not found, everything else is false. */
export interface PersonAnswer {
  readonly found: boolean;
  readonly alive: boolean;
  readonly birthDateMatches: boolean;
  readonly sexMatches: boolean;
}

export interface RelationshipQuestion {
  readonly nationalId: string;
  readonly relativeNationalId: string;
  /** What the relative is to the person. */
  readonly relationship: 'SPOUSE' | 'CHILD';
}

export interface RelationshipAnswer {
  readonly confirmed: boolean;
}

export interface CivilStatusQuestion {
  readonly nationalId: string;
}

/** What decides about a daughter or a husband: both are null when the person is not found. */
export interface CivilStatusAnswer {
  readonly found: boolean;
  readonly maritalStatus: 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED' | null;
  readonly works: boolean | null;
}

/** Every ask answers in the order of its questions. Errors: SourceUnavailableError, SourceContradictionError. */
export interface CivilRegistryConnector {
  persons(questions: readonly PersonQuestion[]): Promise<Fact<PersonAnswer>[]>;
  relationships(questions: readonly RelationshipQuestion[]): Promise<Fact<RelationshipAnswer>[]>;
  civilStatuses(questions: readonly CivilStatusQuestion[]): Promise<Fact<CivilStatusAnswer>[]>;
  close(): Promise<void>;
}

const PERSON: Lookup<PersonAnswer> = {
  path: '/persons',
  fact: 'person',
  answer: z.object({
    found: z.boolean(),
    alive: z.boolean(),
    birthDateMatches: z.boolean(),
    sexMatches: z.boolean(),
  }),
  contradictionIn({ found, alive, birthDateMatches, sexMatches }) {
    if (found) return null;
    return alive || birthDateMatches || sexMatches ? 'a person who is not found has alive or matching fields' : null;
  },
};

const RELATIONSHIP: Lookup<RelationshipAnswer> = {
  path: '/relationships',
  fact: 'relationship',
  answer: z.object({ confirmed: z.boolean() }),
};

const CIVIL_STATUS: Lookup<CivilStatusAnswer> = {
  path: '/civil-statuses',
  fact: 'civilStatus',
  answer: z.object({
    found: z.boolean(),
    maritalStatus: z.enum(['SINGLE', 'MARRIED', 'DIVORCED', 'WIDOWED']).nullable(),
    works: z.boolean().nullable(),
  }),
  contradictionIn({ found, maritalStatus, works }) {
    const known = maritalStatus !== null && works !== null;
    const unknown = maritalStatus === null && works === null;
    return (found ? known : unknown) ? null : 'found does not agree with maritalStatus and works';
  },
};

/** The register of persons and families. */
export function createCivilRegistryConnector(options: ConnectorOptions): CivilRegistryConnector {
  const client = createSourceClient('civil-registry', options);
  return {
    persons: (questions) => client.ask(PERSON, questions),
    relationships: (questions) => client.ask(RELATIONSHIP, questions),
    civilStatuses: (questions) => client.ask(CIVIL_STATUS, questions),
    close: () => client.close(),
  };
}
