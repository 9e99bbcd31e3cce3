import type { Principal } from '../../../schema/contracts/identity.ts';
import type { Viewer } from '../domain/procurement/viewer.ts';

/** Whom the domain decides visibility for: never more than the signed envelope says. */
export function viewerOf({ subject, organisation, roles }: Principal): Viewer {
  return { subject, organisation, roles };
}
