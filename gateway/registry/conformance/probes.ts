import type { Probe } from './probe.ts';
import { ANSWER_PROBES } from './probes/answers.ts';
import { CONTRACT_PROBES } from './probes/contract.ts';
import { COVER_PROBES } from './probes/cover.ts';
import { DOOR_PROBES } from './probes/door.ts';
import { ENROLLMENT_PROBES } from './probes/enrollment.ts';
import { ENVELOPE_PROBES } from './probes/envelope.ts';
import { REFERENCE_PROBES } from './probes/references.ts';
import { SEPARATION_PROBES } from './probes/separation.ts';
import { STANDING_PROBES } from './probes/standing.ts';
import { STRAIN_PROBES } from './probes/strain.ts';

/** Everything that is tried, in this order: the door, then what is behind it. */
export const PROBES: readonly Probe[] = [
  ...DOOR_PROBES,
  ...CONTRACT_PROBES,
  ...ENROLLMENT_PROBES,
  ...ENVELOPE_PROBES,
  ...REFERENCE_PROBES,
  ...COVER_PROBES,
  ...STANDING_PROBES,
  ...SEPARATION_PROBES,
  ...ANSWER_PROBES,
  ...STRAIN_PROBES,
];
