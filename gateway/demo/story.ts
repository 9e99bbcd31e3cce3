import type { Sample } from '../sample/generate.ts';
import type { Player } from './player.ts';
import type { Stage } from './stage.ts';
import type { Role } from '../../schema/contracts/identity.ts';

/** What every chapter has at hand. */
export interface Story {
  readonly stage: Stage;
  readonly sample: Sample;
  readonly player: (role: Role, organisation?: string | null) => Promise<Player>;
  readonly council: Player;
  readonly regulator: Player;
  readonly reviewBody: Player;
  /** Address of the gateway, without a path. */
  readonly baseUrl: string;
}

export interface AssociationRow {
  readonly id: string;
  readonly licenseNumber: string;
  readonly name: { readonly en: string };
  readonly region: { readonly code: string };
}

export interface InsurerRow {
  readonly id: string;
  readonly crNumber: string;
  readonly name: { readonly en: string };
}
