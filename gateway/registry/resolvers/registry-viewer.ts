import type { EntityManager } from 'typeorm';
import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { Refused, notFound } from '../../../subgraphs/kit/refusal.ts';
import type { RegistrationRow } from '../store/registration-table.ts';
import { findRegistration } from '../store/registrations.ts';
import type { VersionRow } from '../store/version-table.ts';
import { findVersion } from '../store/versions.ts';

/** The insurer whose officer asks; null for everybody else. */
export function insurerOf(principal: Principal): string | null {
  return hasRole(principal, 'insurer_officer') ? principal.organisation : null;
}

export function isOfficerOf(principal: Principal, insurerId: string): boolean {
  return insurerOf(principal) === insurerId;
}

export function mayRead(principal: Principal, { insurerId }: { readonly insurerId: string }): boolean {
  return hasRole(principal, 'regulator') || hasRole(principal, 'service') || isOfficerOf(principal, insurerId);
}

/** The caller's own insurer, for what only an officer may do. @throws Refused NOT_YOURS. */
export function ownInsurer(principal: Principal): string {
  const insurerId = insurerOf(principal);
  if (insurerId === null) throw new Refused({ code: 'NOT_YOURS' });
  return insurerId;
}

/** What a command is about, when the caller may have to do with it. @throws Refused NOT_FOUND, NOT_YOURS. */
export async function registrationFor(manager: EntityManager, principal: Principal, id: string): Promise<RegistrationRow> {
  const row = await findRegistration(manager, id);
  if (row === null) throw notFound('SubgraphRegistration', 'registrationId');
  if (!mayRead(principal, row)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'registrationId'] });
  return row;
}

/** @throws Refused NOT_FOUND, NOT_YOURS. */
export async function versionFor(manager: EntityManager, principal: Principal, id: string): Promise<VersionRow> {
  const row = await findVersion(manager, id);
  if (row === null) throw notFound('SubgraphVersion', 'versionId');
  if (!mayRead(principal, row)) throw new Refused({ code: 'NOT_YOURS', path: ['input', 'versionId'] });
  return row;
}
