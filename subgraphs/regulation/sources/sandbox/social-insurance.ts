import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sandboxMarkOf } from '../../../../schema/contracts/sandbox-ids.ts';
import { sandboxLookup, startSandboxServer } from '../../../kit/sandbox-server.ts';
import type { SandboxServer, SandboxStart } from '../../../kit/sandbox-server.ts';
import type { EmploymentAnswer, EmploymentQuestion } from '../social-insurance.ts';

/*
 * The marks are in schema/contracts/sandbox-ids.ts.
 *
 * | id                 | employed | since              | other employer |
 * |--------------------|----------|--------------------|----------------|
 * | NOT_EMPLOYED       | no       | null               | no             |
 * | NOT_FOUND          | no       | null               | no             |
 * | SOURCES_CONTRADICT | yes      | a day in 2020-2022 | yes            |
 * | any other          | yes      | a day in 2020-2022 | no             |
 *
 * The day follows from the question, so it is the same each time. Contradictory: not employed, and yet since a day.
 */
const FIRST_DAY = Date.UTC(2020, 0, 1);
const DAYS = 3 * 365;
const DAY_MS = 24 * 60 * 60 * 1000;

function sinceOf(question: EmploymentQuestion): string {
  const hash = createHash('sha256').update(`${question.nationalId} ${question.employerLicenceNumber}`).digest();
  return new Date(FIRST_DAY + (hash.readUInt32BE(0) % DAYS) * DAY_MS).toISOString().slice(0, 10);
}

const employments = sandboxLookup<EmploymentQuestion, EmploymentAnswer>({
  question: z.object({
    nationalId: z.string().min(1).max(32),
    employerLicenceNumber: z.string().min(1).max(64),
  }),
  answer(question) {
    const mark = sandboxMarkOf(question.nationalId);
    if (mark === 'NOT_FOUND' || mark === 'NOT_EMPLOYED') return { employed: false, since: null, otherEmployer: false };
    return { employed: true, since: sinceOf(question), otherEmployer: mark === 'SOURCES_CONTRADICT' };
  },
  contradict: (answer, question) => ({ ...answer, employed: false, since: sinceOf(question) }),
});

export function startSocialInsuranceSandbox(start: SandboxStart): Promise<SandboxServer> {
  return startSandboxServer({ name: 'social-insurance', lookups: { '/employments': employments } }, start);
}
