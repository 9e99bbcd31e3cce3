import { z } from 'zod';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { createSourceClient } from '../../kit/source-client.ts';
import type { ConnectorOptions, Lookup } from '../../kit/source-client.ts';
import { saudiIbanOf } from '../domain/saudi-iban.ts';

export interface IbanQuestion {
  readonly iban: string;
  /** National id of a person, or licence number of an association. */
  readonly holderId: string;
}

/** MISMATCH: the account is someone else's. UNKNOWN_ACCOUNT: no bank keeps it. */
export type IbanVerdict = 'VERIFIED' | 'MISMATCH' | 'UNKNOWN_ACCOUNT';

/**
 * Answers in the order of the questions. What is not a Saudi IBAN is UNKNOWN_ACCOUNT by its check digits, and no bank
 * is told of it. Errors: SourceUnavailableError.
 */
export interface BankConnector {
  ibanOwnerships(questions: readonly IbanQuestion[]): Promise<Fact<IbanVerdict>[]>;
  close(): Promise<void>;
}

const OWNERSHIP: Lookup<IbanVerdict> = {
  path: '/iban-ownerships',
  fact: 'ibanOwnership',
  answer: z.enum(['VERIFIED', 'MISMATCH', 'UNKNOWN_ACCOUNT']),
};

/** The banks' answer to whose account an IBAN is. */
export function createBankConnector(options: ConnectorOptions): BankConnector {
  const client = createSourceClient('bank', options);

  function unknownByCheckDigits(): Fact<IbanVerdict> {
    return {
      name: OWNERSHIP.fact,
      value: 'UNKNOWN_ACCOUNT',
      source: 'iban-check-digits',
      asOf: options.now().toISOString(),
      verifiedBy: options.verifiedBy,
    };
  }

  return {
    async ibanOwnerships(questions) {
      const ibans = questions.map((question) => saudiIbanOf(question.iban));
      const asked = questions.flatMap(({ holderId }, at) => {
        const iban = ibans[at];
        return iban ? [{ iban, holderId }] : [];
      });
      const told = (await client.ask(OWNERSHIP, asked)).values();
      return ibans.map((iban) => (iban ? told.next().value! : unknownByCheckDigits()));
    },
    close: () => client.close(),
  };
}
