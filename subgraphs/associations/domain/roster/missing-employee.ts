import { finding, type Finding } from './finding.ts';
import { DEPENDENT, EMPLOYEE, REJECTED, slotOf, type SeenPeople } from './seen-people.ts';

/**
 * Why the file has no such employee, once it has ended; null when it has one. A dependent may stand before or after the
 * employee, or the employee may be on the roster from an earlier file; so no line is judged by its link before then.
 */
export function missingEmployee(seen: SeenPeople, subscriberNationalId: string): Finding | null {
  const slot = slotOf(seen, Number(subscriberNationalId));
  const standing = seen.standings[slot];
  const values = { line: seen.lines[slot] ?? 0 };
  if (standing === EMPLOYEE) return null;
  if (standing === REJECTED) return finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_REJECTED', values);
  if (standing === DEPENDENT) return finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_IS_DEPENDENT', values);
  return finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_UNKNOWN');
}
