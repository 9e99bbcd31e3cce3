import { standingOf } from '../domain/association/bank-standing.ts';
import type { BankAccountResolvers } from './types.generated.ts';

export const BankAccount: BankAccountResolvers = {
  ibanMasked: ({ ibanTail }) => `${'*'.repeat(20)}${ibanTail ?? ''}`,
  state: ({ bankState, bankFact }, _args, { now }) => standingOf(bankState ?? 'UNVERIFIED', bankFact?.asOf ?? null, now()),
  fact: ({ bankFact }) => bankFact,
};
