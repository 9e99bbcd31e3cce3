import { SCOPES_OF_ROLE } from '../../schema/contracts/identity.ts';
import type { Principal, Role } from '../../schema/contracts/identity.ts';

/** Someone of one role, with the scopes the embedded issuer gives it. */
export function principalOf(role: Role, organisation: string | null = null, subject = `${role}-1`): Principal {
  return { subject, organisation, roles: [role], scopes: SCOPES_OF_ROLE[role], purpose: null };
}

/** A house that asks or tells. */
export function houseService(house: string): Principal {
  return principalOf('service', house, `house:${house}`);
}
