import { checkCover } from './check-cover.ts';
import { checkEligibility, checkSubscriber } from './check-family.ts';
import { checkPerson } from './check-person.ts';
import type { ColumnIndex } from './csv-header.ts';
import { finding, type Finding } from './finding.ts';
import { optionalWordAt, wordAt, type LineCells } from './line-cells.ts';
import type { RosterContext } from './roster-context.ts';
import { RELATIONSHIP_WORDS, WORKS_WORDS, type RosterLine } from './roster-line.ts';
import { DEPENDENT, EMPLOYEE, REJECTED, remember, slotOf, type SeenPeople } from './seen-people.ts';

/** What a line of the file turned out to be. */
export type CheckedLine = { readonly line: RosterLine } | { readonly findings: readonly Finding[] };

function hasTheRightWidth(raw: readonly string[], width: number): boolean {
  if (raw.length < width) return false;
  for (let place = width; place < raw.length; place += 1) if (raw[place]?.trim() !== '') return false;
  return true;
}

/** Whether a good line already named this person, and under whom. */
function repetitionOf(seen: SeenPeople, id: number, subscriber: number | null): Finding | null {
  const slot = slotOf(seen, id);
  if (seen.ids[slot] === 0 || seen.standings[slot] === REJECTED) return null;
  const values = { line: seen.lines[slot] ?? 0 };
  return subscriber === null || seen.subscribers[slot] === subscriber
    ? finding('national_id', 'ROSTER_DUPLICATE', values)
    : finding('subscriber_national_id', 'ROSTER_TWO_SUBSCRIBERS', values);
}

/**
 * Checks one line by itself and against the lines before it, and remembers the person in `context.seen`. Every fault of
 * the line is found, not only the first. Whether a dependent's employee exists is not judged here: see `missingEmployee`.
 * @param lineNumber the line of the file, the header being 1
 */
export function checkRosterLine(
  raw: readonly string[], lineNumber: number, columns: ColumnIndex, context: RosterContext,
): CheckedLine {
  if (!hasTheRightWidth(raw, columns.width)) {
    // Cells out of place would be misread one by one; the one finding is the true one.
    return { findings: [finding(null, 'ROSTER_CELL_COUNT', { found: raw.length, expected: columns.width })] };
  }
  const findings: Finding[] = [];
  const cells: LineCells = { raw, columns, findings };
  const person = checkPerson(cells, context);
  const relationship = wordAt(cells, 'relationship', RELATIONSHIP_WORDS, 'ROSTER_RELATIONSHIP');
  const subscriber = checkSubscriber(cells, person.nationalId, relationship);
  const cover = checkCover(cells, relationship, person.birth?.day ?? null, context);
  const works =
    relationship === 'SELF' ? null : optionalWordAt(cells, 'works', WORKS_WORDS, 'ROSTER_WORKS');
  if (relationship !== null) {
    checkEligibility(cells, person, relationship, cover.effective?.day ?? null, works, context);
  }

  if (person.nationalId !== null) {
    const id = Number(person.nationalId);
    const subscriberNumber = subscriber === null ? null : Number(subscriber);
    const repetition = repetitionOf(context.seen, id, subscriberNumber);
    if (repetition !== null) findings.push(repetition);
    const standing = findings.length > 0 ? REJECTED : relationship === 'SELF' ? EMPLOYEE : DEPENDENT;
    remember(context.seen, id, subscriberNumber ?? 0, lineNumber, standing);
  }

  const { nationalId, birth, sex } = person;
  const { policyClass, region, effective } = cover;
  if (
    findings.length > 0 || nationalId === null || birth === null || sex === null || relationship === null ||
    subscriber === null || policyClass === null || region === null || effective === null
  ) return { findings };
  return {
    line: {
      nationalId,
      fullNameAr: person.fullNameAr,
      fullNameEn: person.fullNameEn,
      birthDate: birth.text,
      sex,
      nationality: person.nationality,
      relationship,
      subscriberNationalId: subscriber,
      policyClass,
      region,
      employmentStart: cover.employmentStart,
      maritalStatus: person.maritalStatus,
      effectiveDate: effective.text,
      works,
    },
  };
}
