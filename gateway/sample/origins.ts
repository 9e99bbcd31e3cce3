import {
  ARAB_FAMILIES, ARAB_FEMALE_NAMES, ARAB_MALE_NAMES, FEMALE_NAMES, MALE_NAMES, SAUDI_FAMILIES, SOUTH_ASIAN_FAMILIES,
  SOUTH_ASIAN_FEMALE_NAMES, SOUTH_ASIAN_MALE_NAMES, type Name,
} from './names.ts';
import type { Random } from './random.ts';

/** Where a person is from, and the names people there have. */
export interface Origin {
  readonly nationality: string;
  readonly male: readonly Name[];
  readonly female: readonly Name[];
  readonly families: readonly Name[];
}

const SAUDI: Origin = { nationality: 'SA', male: MALE_NAMES, female: FEMALE_NAMES, families: SAUDI_FAMILIES };

function arab(nationality: string): Origin {
  return { nationality, male: ARAB_MALE_NAMES, female: ARAB_FEMALE_NAMES, families: ARAB_FAMILIES };
}

function southAsian(nationality: string): Origin {
  return {
    nationality, male: SOUTH_ASIAN_MALE_NAMES, female: SOUTH_ASIAN_FEMALE_NAMES, families: SOUTH_ASIAN_FAMILIES,
  };
}

// Repeated by how often each nation is met among residents who work for associations.
const RESIDENTS: readonly Origin[] = [
  ...['EG', 'EG', 'EG', 'EG', 'SD', 'SD', 'SD', 'YE', 'YE', 'YE', 'SY', 'SY', 'JO', 'JO'].map(arab),
  ...['IN', 'IN', 'PK', 'PK', 'BD', 'BD'].map(southAsian),
];

/** Seven employees of ten are Saudi. */
export function originOf(random: Random): Origin {
  return random.chance(0.7) ? SAUDI : random.pick(RESIDENTS);
}
