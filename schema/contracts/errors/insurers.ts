import type { ErrorDefinitions } from '../error-definition.ts';

export const INSURERS_ERRORS = {
} as const satisfies ErrorDefinitions;
