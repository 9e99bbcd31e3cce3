/**
 * How the sandbox sources (civil registry, social-insurance roster) know which answer to play. A sandbox has no real
 * people behind it, so the answer is written into the id: the four digits before the check digit (positions 6 to 9).
 * Every other id is found, alive and confirmed. Real sources never read these marks.
 */
export const SANDBOX_ID_MARKS = {
  /** The civil registry does not know the id. */
  NOT_FOUND: '9901',
  /** The civil registry says the person has died. */
  DECEASED: '9902',
  /** The civil registry holds another birth date than the one asked about. */
  BIRTH_DATE_CONTRADICTED: '9903',
  /** The civil registry does not confirm the family link to the subscriber. */
  RELATIONSHIP_NOT_CONFIRMED: '9904',
  /** Social insurance does not have the person on the roster of this employer. */
  NOT_EMPLOYED: '9905',
  /** Two sources disagree: social insurance says employed here, another employer claims the person too. */
  SOURCES_CONTRADICT: '9906',
} as const;

export type SandboxIdMark = keyof typeof SANDBOX_ID_MARKS;

const markOfDigits = new Map<string, SandboxIdMark>(
  (Object.keys(SANDBOX_ID_MARKS) as SandboxIdMark[]).map((mark) => [SANDBOX_ID_MARKS[mark], mark]),
);

/** The mark an id carries, or null when the sandbox answers plainly. */
export function sandboxMarkOf(nationalId: string): SandboxIdMark | null {
  return markOfDigits.get(nationalId.slice(5, 9)) ?? null;
}
