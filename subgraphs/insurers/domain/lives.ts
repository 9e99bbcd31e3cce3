import type { Life } from '../../kit/transitions.ts';
import { BID_LIFE } from './bid-life.ts';
import { CREDIT_NOTE_LIFE } from './billing/credit-note-life.ts';
import { INVOICE_LIFE } from './billing/invoice-life.ts';
import { PAYMENT_LIFE } from './billing/payment-life.ts';
import { SUSPENSE_CASE_LIFE } from './billing/suspense-case-life.ts';
import { PRE_AUTHORIZATION_LIFE } from './network/pre-authorization-life.ts';
import { POLICY_LIFE } from './policy-life.ts';

/** Every life of the house, for the role matrix. */
export const LIVES: readonly Life<string, string, never>[] = [
  BID_LIFE, POLICY_LIFE, PRE_AUTHORIZATION_LIFE, INVOICE_LIFE, CREDIT_NOTE_LIFE, PAYMENT_LIFE, SUSPENSE_CASE_LIFE,
];
