/** How much a breach matters, least first. */
export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export type Severity = (typeof SEVERITIES)[number];

export function isWorse(severity: Severity, than: Severity): boolean {
  return SEVERITIES.indexOf(severity) > SEVERITIES.indexOf(than);
}

/** `steps` is a rule's value: the numbers of days from which a breach is MEDIUM, HIGH and CRITICAL, for example '11,31,91'. */
export function severityOfDays(days: number, steps: string): Severity {
  const passed = steps.split(',').filter((step) => days >= Number(step)).length;
  return SEVERITIES[Math.min(passed, SEVERITIES.length - 1)] ?? 'LOW';
}
