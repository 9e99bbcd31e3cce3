import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { isId } from '../../kit/identifier.ts';
import { ownInsurer } from './bid-sight.ts';

/** Whose rows a viewer may see: all, or those of one association, one insurer, one life. */
export interface RowSight {
  readonly all: boolean;
  readonly associationId: string | null;
  readonly insurerId: string | null;
  readonly memberId: string | null;
}

/** Policies name no life, so the council sees them all. A member sees the policies that cover it. */
export function policySight(principal: Principal): RowSight {
  return { ...coverSight(principal), all: coverSight(principal).all || hasRole(principal, 'council') };
}

/** Cover is about a person: the council sees none of it. */
export function coverSight(principal: Principal): RowSight {
  const { organisation, subject } = principal;
  return {
    all: hasRole(principal, 'regulator') || hasRole(principal, 'service'),
    associationId: hasRole(principal, 'association_officer') && organisation !== null && isId(organisation) ? organisation : null,
    insurerId: ownInsurer(principal),
    memberId: hasRole(principal, 'member') && isId(subject) ? subject : null,
  };
}
