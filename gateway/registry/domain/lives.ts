import type { Life } from '../../../subgraphs/kit/transitions.ts';
import { REGISTRATION_LIFE } from './registration-life.ts';
import { VERSION_LIFE } from './version-life.ts';

/** Every life of the registry, for the role matrix. */
export const LIVES: readonly Life<string, string, never>[] = [REGISTRATION_LIFE, VERSION_LIFE];
