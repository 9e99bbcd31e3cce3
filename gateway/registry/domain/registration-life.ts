import { always, defineLife } from '../../../subgraphs/kit/transitions.ts';
import type { Guard } from '../../../subgraphs/kit/transitions.ts';
import { reasonNeeded } from './reason-needed.ts';

export type RegistrationState = 'REGISTERED' | 'PROVED' | 'ACTIVE' | 'PAUSED' | 'SUSPENDED' | 'WITHDRAWN';

export type RegistrationAction =
  | 'PROVE' | 'MOVE' | 'SUBMIT' | 'ACTIVATE' | 'PAUSE' | 'RESUME' | 'WITHDRAW' | 'SUSPEND' | 'REINSTATE' | 'REVOKE';

/** Who paused it: only they let it go on. After a reinstatement it is the officer's to resume. */
export type PausedBy = 'insurer' | 'regulator';

/** What the guards look at. */
export interface RegistrationFacts {
  readonly reason: string | null;
  readonly byRegulator: boolean;
  readonly pausedBy: PausedBy | null;
  /** True when another address was named that is yet to be proved. */
  readonly isMoving: boolean;
  /** True when the insurer's accreditation is in force; false also where nobody was asked, because the step needs it not. */
  readonly accredited: boolean;
}

const needsReason: Guard<RegistrationFacts> = ({ reason }) => reasonNeeded(reason);

const needsAccreditation: Guard<RegistrationFacts> = ({ accredited }) => (accredited ? null : { code: 'NOT_ACCREDITED', values: { subject: 'insurer' } });

const needsMove: Guard<RegistrationFacts> = ({ isMoving }) => (isMoving ? null : { code: 'ADDRESS_PROVED_ALREADY' });

const mayResume: Guard<RegistrationFacts> = (facts) => {
  if (facts.pausedBy === 'regulator' && !facts.byRegulator) return { code: 'PAUSED_BY_REGULATOR' };
  if (facts.pausedBy !== 'regulator' && facts.byRegulator) return { code: 'NOT_YOURS' };
  return needsAccreditation(facts);
};

/** Steps that need the accreditation as its house has it now. */
export const ASKS_ACCREDITATION: readonly RegistrationAction[] = ['ACTIVATE', 'RESUME'];

/**
 * An insurer's subgraph in the graph. What never served has nothing to suspend: a lapsed accreditation stops it at
 * ACTIVATE. What was withdrawn is over; the insurer registers anew.
 */
export const REGISTRATION_LIFE = defineLife<RegistrationState, RegistrationAction, RegistrationFacts>({
  name: 'subgraph registration',
  initial: 'REGISTERED',
  states: ['REGISTERED', 'PROVED', 'ACTIVE', 'PAUSED', 'SUSPENDED', 'WITHDRAWN'],
  final: ['WITHDRAWN'],
  transitions: [
    { action: 'PROVE', from: ['REGISTERED'], to: 'PROVED', actors: ['insurer_officer'], guard: always },
    // Wherever it moves, what serves goes on where it is, and nothing is sent to the new address until a version of it is in.
    { action: 'MOVE', from: ['PROVED'], to: 'PROVED', actors: ['insurer_officer'], guard: always },
    { action: 'MOVE', from: ['ACTIVE'], to: 'ACTIVE', actors: ['insurer_officer'], guard: always },
    { action: 'MOVE', from: ['PAUSED'], to: 'PAUSED', actors: ['insurer_officer'], guard: always },
    { action: 'PROVE', from: ['PROVED'], to: 'PROVED', actors: ['insurer_officer'], guard: needsMove },
    { action: 'PROVE', from: ['ACTIVE'], to: 'ACTIVE', actors: ['insurer_officer'], guard: needsMove },
    { action: 'PROVE', from: ['PAUSED'], to: 'PAUSED', actors: ['insurer_officer'], guard: needsMove },
    { action: 'SUBMIT', from: ['PROVED'], to: 'PROVED', actors: ['insurer_officer'], guard: always },
    { action: 'SUBMIT', from: ['ACTIVE'], to: 'ACTIVE', actors: ['insurer_officer'], guard: always },
    { action: 'SUBMIT', from: ['PAUSED'], to: 'PAUSED', actors: ['insurer_officer'], guard: always },
    { action: 'ACTIVATE', from: ['PROVED', 'ACTIVE'], to: 'ACTIVE', actors: ['insurer_officer'], guard: needsAccreditation },
    // Whoever paused because of a broken version puts the mended one in place first, and resumes then.
    { action: 'ACTIVATE', from: ['PAUSED'], to: 'PAUSED', actors: ['insurer_officer'], guard: needsAccreditation },
    { action: 'PAUSE', from: ['ACTIVE'], to: 'PAUSED', actors: ['insurer_officer', 'regulator'], guard: needsReason },
    { action: 'RESUME', from: ['PAUSED'], to: 'ACTIVE', actors: ['insurer_officer', 'regulator'], guard: mayResume },
    { action: 'SUSPEND', from: ['ACTIVE', 'PAUSED'], to: 'SUSPENDED', actors: ['service'], guard: always },
    { action: 'REINSTATE', from: ['SUSPENDED'], to: 'PAUSED', actors: ['service'], guard: always },
    { action: 'REVOKE', from: ['REGISTERED', 'PROVED', 'ACTIVE', 'PAUSED', 'SUSPENDED'], to: 'WITHDRAWN', actors: ['service'], guard: always },
    { action: 'WITHDRAW', from: ['REGISTERED', 'PROVED', 'ACTIVE', 'PAUSED', 'SUSPENDED'], to: 'WITHDRAWN', actors: ['insurer_officer', 'regulator'], guard: needsReason },
  ],
});
