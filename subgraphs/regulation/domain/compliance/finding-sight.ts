import type { OwnerSector } from './compliance-case.ts';

/** Whose findings a viewer may see: everybody's, one owner's, or nobody's. */
export type FindingSight =
  | { readonly of: 'ALL' }
  | { readonly of: 'OWNER'; readonly sector: OwnerSector; readonly ownerId: string | null }
  | { readonly of: 'NOBODY' };
