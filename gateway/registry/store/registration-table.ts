import { EntitySchema } from 'typeorm';
import type { PausedBy, RegistrationState } from '../domain/registration-life.ts';

export interface RegistrationRow {
  readonly id: string;
  readonly insurerId: string;
  readonly namespace: string;
  readonly url: string;
  readonly challengeToken: string;
  /** Where it is moving to, and what proves that; null when it stays. */
  readonly nextUrl: string | null;
  readonly nextChallengeToken: string | null;
  readonly state: RegistrationState;
  /** Why it stands there; null where nobody had to say. */
  readonly reason: string | null;
  readonly since: Date;
  readonly pausedBy: PausedBy | null;
  /** The version that serves or served last; null when none ever did. */
  readonly activeVersionId: string | null;
  readonly version: number;
}

export const REGISTRATION_TABLE = new EntitySchema<RegistrationRow>({
  name: 'subgraph_registration',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'subgraph_registration_pkey' },
    insurerId: { name: 'insurer_id', type: 'text' },
    namespace: { type: 'text' },
    url: { type: 'text' },
    challengeToken: { name: 'challenge_token', type: 'text' },
    nextUrl: { name: 'next_url', type: 'text', nullable: true },
    nextChallengeToken: { name: 'next_challenge_token', type: 'text', nullable: true },
    state: { type: 'text' },
    reason: { type: 'text', nullable: true },
    since: { type: 'timestamptz' },
    pausedBy: { name: 'paused_by', type: 'text', nullable: true },
    activeVersionId: { name: 'active_version_id', type: 'uuid', nullable: true },
    version: { type: 'integer' },
  },
  indices: [
    { name: 'subgraph_registration_of_insurer', columns: ['insurerId', 'id'] },
    { name: 'subgraph_registration_current', columns: ['insurerId'], unique: true, where: 'state <> \'WITHDRAWN\'' },
  ],
});

/** A namespace an insurer has, for as long as anyone may still think of it by that name. */
export interface NamespaceRow {
  readonly namespace: string;
  readonly insurerId: string;
}

export const NAMESPACE_TABLE = new EntitySchema<NamespaceRow>({
  name: 'subgraph_namespace',
  columns: {
    namespace: { type: 'text', primary: true, primaryKeyConstraintName: 'subgraph_namespace_pkey' },
    insurerId: { name: 'insurer_id', type: 'text' },
  },
});
