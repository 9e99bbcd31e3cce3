import type { ErrorDefinitions } from '../error-definition.ts';

export const REGULATION_ERRORS = {
} as const satisfies ErrorDefinitions;
