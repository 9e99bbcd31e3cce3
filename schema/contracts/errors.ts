import type { Bilingual, ErrorDefinition } from './error-definition.ts';
import { ASSOCIATIONS_ERRORS } from './errors/associations.ts';
import { COMMAND_ERRORS } from './errors/commands.ts';
import { ENROLLMENT_ERRORS } from './errors/enrollment.ts';
import { GATEWAY_ERRORS } from './errors/gateway.ts';
import { GOVERNANCE_ERRORS } from './errors/governance.ts';
import { INSURERS_ERRORS } from './errors/insurers.ts';
import { NETWORK_ERRORS } from './errors/network.ts';
import { REGISTRY_ERRORS } from './errors/registry.ts';
import { REGULATION_ERRORS } from './errors/regulation.ts';
import { ROSTER_ERRORS } from './errors/roster.ts';
import type { Locale } from './identity.ts';

/** Every code anyone may ever receive from the graph. ERRORS.md is generated from it and checked by the build. */
export const ERRORS = {
  ...GATEWAY_ERRORS,
  ...GOVERNANCE_ERRORS,
  ...COMMAND_ERRORS,
  ...ASSOCIATIONS_ERRORS,
  ...ROSTER_ERRORS,
  ...ENROLLMENT_ERRORS,
  ...INSURERS_ERRORS,
  ...REGULATION_ERRORS,
  ...NETWORK_ERRORS,
  ...REGISTRY_ERRORS,
};

export type ErrorCode = keyof typeof ERRORS;

export type ErrorValues = Readonly<Record<string, string | number>>;

function fill(sentence: string, values: ErrorValues): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

function definitionOf(code: ErrorCode): ErrorDefinition {
  return ERRORS[code];
}

/** The sentence for a person, in one language: what happened and what to do next. */
export function sentenceOf(code: ErrorCode, locale: Locale, values: ErrorValues = {}): string {
  const { message, next } = definitionOf(code);
  return `${fill(message[locale], values)} ${fill(next[locale], values)}`;
}

/** Both languages at once, for reports that are kept. */
export function bilingualOf(code: ErrorCode, values: ErrorValues = {}): Bilingual {
  return { en: sentenceOf(code, 'en', values), ar: sentenceOf(code, 'ar', values) };
}
