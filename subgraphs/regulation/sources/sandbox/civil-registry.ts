import { z } from 'zod';
import { sandboxMarkOf } from '../../../../schema/contracts/sandbox-ids.ts';
import { sandboxLookup, startSandboxServer } from '../../../kit/sandbox-server.ts';
import type { SandboxServer, SandboxStart } from '../../../kit/sandbox-server.ts';
import type {
  CivilStatusAnswer, CivilStatusQuestion, PersonAnswer, PersonQuestion, RelationshipAnswer, RelationshipQuestion,
} from '../civil-registry.ts';

/*
 * The marks are in schema/contracts/sandbox-ids.ts (digits 6 to 9 of the id); the last two rows are read here alone.
 *
 * | id                                    | persons                 | relationships     | civil statuses       |
 * |---------------------------------------|-------------------------|-------------------|----------------------|
 * | NOT_FOUND                             | not found               | not confirmed     | not found            |
 * | DECEASED                              | found, not alive        | confirmed         | single, not working  |
 * | BIRTH_DATE_CONTRADICTED               | birth date not matching | confirmed         | single, not working  |
 * | RELATIONSHIP_NOT_CONFIRMED (relative) | all as asked            | not confirmed     | single, not working  |
 * | digits 6 to 9 are 9911                | all as asked            | confirmed         | married, not working |
 * | digits 6 to 9 are 9912                | all as asked            | confirmed         | single, working      |
 * | any other                             | all as asked            | confirmed         | single, not working  |
 *
 * Contradictory: not found and yet alive; confirmed turned round; not found and yet married.
 */
const MARRIED = '9911';
const WORKING = '9912';

const nationalId = z.string().min(1).max(32);

const persons = sandboxLookup<PersonQuestion, PersonAnswer>({
  question: z.object({ nationalId, birthDate: z.iso.date(), sex: z.enum(['MALE', 'FEMALE']) }),
  answer(question) {
    const mark = sandboxMarkOf(question.nationalId);
    const found = mark !== 'NOT_FOUND';
    return {
      found,
      alive: found && mark !== 'DECEASED',
      birthDateMatches: found && mark !== 'BIRTH_DATE_CONTRADICTED',
      sexMatches: found,
    };
  },
  contradict: (answer) => ({ ...answer, found: false, alive: true }),
});

const relationships = sandboxLookup<RelationshipQuestion, RelationshipAnswer>({
  question: z.object({ nationalId, relativeNationalId: nationalId, relationship: z.enum(['SPOUSE', 'CHILD']) }),
  answer(question) {
    const relativeMark = sandboxMarkOf(question.relativeNationalId);
    const someoneUnknown = relativeMark === 'NOT_FOUND' || sandboxMarkOf(question.nationalId) === 'NOT_FOUND';
    return { confirmed: !someoneUnknown && relativeMark !== 'RELATIONSHIP_NOT_CONFIRMED' };
  },
  contradict: (answer) => ({ confirmed: !answer.confirmed }),
});

const civilStatuses = sandboxLookup<CivilStatusQuestion, CivilStatusAnswer>({
  question: z.object({ nationalId }),
  answer(question) {
    if (sandboxMarkOf(question.nationalId) === 'NOT_FOUND') return { found: false, maritalStatus: null, works: null };
    const digits = question.nationalId.slice(5, 9);
    return { found: true, maritalStatus: digits === MARRIED ? 'MARRIED' : 'SINGLE', works: digits === WORKING };
  },
  contradict: () => ({ found: false, maritalStatus: 'MARRIED', works: null }),
});

export function startCivilRegistrySandbox(start: SandboxStart): Promise<SandboxServer> {
  return startSandboxServer({
    name: 'civil-registry',
    lookups: { '/persons': persons, '/relationships': relationships, '/civil-statuses': civilStatuses },
  }, start);
}
