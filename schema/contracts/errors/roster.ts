import type { ErrorDefinitions } from '../error-definition.ts';

export const ROSTER_ERRORS = {
} as const satisfies ErrorDefinitions;
