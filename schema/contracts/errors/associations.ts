import type { ErrorDefinitions } from '../error-definition.ts';

export const ASSOCIATIONS_ERRORS = {
} as const satisfies ErrorDefinitions;
