import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { connectionOf } from '../../kit/connection.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import { readAccreditationPage } from '../store/accreditations.ts';
import type { AccreditationFilter } from '../store/accreditations.ts';
import { pageById } from './page-by-id.ts';
import type { QueryResolvers } from './types.generated.ts';

/** What of the list is the viewer's to see; null when nothing is. */
function scopeOf(principal: Principal): Pick<AccreditationFilter, 'kind' | 'subjectId'> | null {
  if (hasRole(principal, 'regulator') || hasRole(principal, 'council') || hasRole(principal, 'service')) return { kind: null, subjectId: null };
  const kind: AccreditationKind | null = hasRole(principal, 'association_officer') ? 'ASSOCIATION' : hasRole(principal, 'insurer_officer') ? 'INSURER' : null;
  return kind === null || principal.organisation === null ? null : { kind, subjectId: principal.organisation };
}

export const accreditations: QueryResolvers['accreditations'] = async (_parent, args, { principal, database }) => {
  const page = pageById(args);
  const scope = scopeOf(principal);
  if (scope === null || (scope.kind !== null && args.kind != null && args.kind !== scope.kind)) return connectionOf([], page.first, () => []);
  const filter = { ...scope, kind: scope.kind ?? args.kind ?? null, state: args.state ?? null };
  return connectionOf(await readAccreditationPage(database.manager, filter, page), page.first, (row) => [row.id]);
};
