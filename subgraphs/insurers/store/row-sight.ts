import type { RowSight } from '../domain/policy-sight.ts';

/** Parameters $1 to $4 of a statement that shows rows to a viewer. */
export function sightParameters({ all, associationId, insurerId, memberId }: RowSight): unknown[] {
  return [all, associationId, insurerId, memberId];
}

/** Policies `p` the viewer may see. */
export const POLICY_VISIBLE = `($1::boolean OR p.association_id = $2::uuid OR p.insurer_id = $3::uuid
  OR ($4::uuid IS NOT NULL AND EXISTS (SELECT FROM coverage own WHERE own.policy_id = p.id AND own.member_id = $4)))`;

/** Coverages `c` the viewer may see. */
export const COVER_VISIBLE = '($1::boolean OR c.association_id = $2::uuid OR c.insurer_id = $3::uuid OR c.member_id = $4::uuid)';
