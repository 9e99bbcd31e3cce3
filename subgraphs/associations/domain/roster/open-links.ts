import { finding, type LineFinding } from './finding.ts';
import { DEPENDENT, EMPLOYEE, REJECTED, slotOf, type SeenPeople } from './seen-people.ts';

/** A dependent whose employee has no good line in the file. */
export interface OpenLink {
  readonly line: number;
  readonly subscriberNationalId: string;
  /** What to report unless the roster already holds the employee. */
  readonly otherwise: LineFinding;
}

/**
 * The dependents still without an employee when the file has ended, by line. A dependent may stand before or after
 * the employee, or the employee may be on the roster from an earlier file; so no line is judged by its link until
 * here, and the caller asks the roster only for these few.
 */
export function openLinks(seen: SeenPeople): OpenLink[] {
  const open: OpenLink[] = [];
  for (let slot = 0; slot < seen.ids.length; slot += 1) {
    if (seen.standings[slot] !== DEPENDENT) continue;
    const subscriber = seen.subscribers[slot] ?? 0;
    const held = slotOf(seen, subscriber);
    const standing = seen.standings[held];
    if (standing === EMPLOYEE) continue;
    const line = seen.lines[slot] ?? 0;
    const code =
      standing === REJECTED ? 'ROSTER_SUBSCRIBER_REJECTED'
      : standing === DEPENDENT ? 'ROSTER_SUBSCRIBER_IS_DEPENDENT'
      : 'ROSTER_SUBSCRIBER_UNKNOWN';
    const values: Record<string, number> = code === 'ROSTER_SUBSCRIBER_UNKNOWN' ? {} : { line: seen.lines[held] ?? 0 };
    open.push({
      line,
      subscriberNationalId: String(subscriber),
      otherwise: { line, ...finding('subscriber_national_id', code, values) },
    });
  }
  return open.sort((a, b) => a.line - b.line);
}
