import { createHash } from 'node:crypto';
import { applyLine } from '../domain/apply-line.ts';
import type { Line, LineAnswer } from '../domain/apply-line.ts';
import type { Cover } from '../domain/cover.ts';
import type { PreAuthorization } from '../domain/pre-authorization.ts';
import type { Context } from '../context.ts';
import { sampleCareOf } from '../store/sample-care.ts';
import { mustHave, refusal } from './answerable.ts';

interface EnrollLinesInput {
  readonly idempotencyKey: string;
  readonly insurerId: string;
  readonly policyId: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly batchId: string;
  readonly lines: readonly Line[];
}

const MOST_LINES = 500;

/**
 * Told before the programme's record is written, and told again until an answer arrives. So: the same key gives the same
 * answer, and so does the same line of the same batch under another key; neither is applied twice.
 */
export function enrollLines(_: unknown, { input }: { input: EnrollLinesInput }, context: Context): Promise<{ answers: readonly LineAnswer[] }> {
  mustHave(context, 'house:tell');
  if (input.insurerId !== context.insurerId) throw refusal('NOT_OURS', 'These lines are told to another insurer.');
  if (input.lines.length > MOST_LINES) throw refusal('TOO_MANY_LINES', `At most ${MOST_LINES} lines are told at once.`);
  const { idempotencyKey: key, policyId, inceptionDate, expiryDate, batchId, lines } = input;
  const inputHash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');

  return context.book.alone(async () => {
    const before = await context.book.enrolled(key);
    if (before !== undefined) {
      if (before.inputHash !== inputHash) throw refusal('IDEMPOTENCY_KEY_REUSED', 'This key was used for another input.');
      return { answers: before.answers };
    }
    const answered = await context.book.answersOf(batchId);
    const ids = [...new Set(lines.map(({ coverageId }) => coverageId))];
    const covers = new Map<string, Cover | undefined>((await context.book.coversById(ids)).map((cover, at) => [ids[at] ?? '', cover]));
    const changed = new Map<string, Cover>();
    const care: PreAuthorization[] = [];
    const answers = lines.map((line) => {
      const known = answered.get(line.lineId);
      if (known !== undefined) return known;
      const current = covers.get(line.coverageId);
      const { answer, cover } = applyLine({ policyId, term: { inceptionDate, expiryDate } }, line, current);
      if (cover !== null) {
        if (current === undefined) care.push(sampleCareOf(cover, context.now()));
        covers.set(cover.id, cover);
        changed.set(cover.id, cover);
      }
      return answer;
    });
    await context.book.record({ key, inputHash, policyId, batchId, answers, covers: [...changed.values()], preAuthorizations: care });
    return { answers };
  });
}
