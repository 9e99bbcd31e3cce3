import { runCommand } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import { conflict } from '../../kit/refusal.ts';
import { CHECK_COMPLIANCE, PULL_CHANGES } from '../jobs/compliance-task-names.ts';
import { pullOnce } from '../jobs/pull-changes.ts';
import { awaitFeeds, readFeedStandings } from '../store/compliance/feed-cursors.ts';
import { keepFromJudging } from '../store/compliance/judge-cases.ts';
import { findCheck, insertCheck, runningCheck } from '../store/compliance/model-checks.ts';
import { emptyCopy } from '../store/compliance/model-copy.ts';
import { TurnTaken } from '../store/compliance/take-turn.ts';
import { forgetTouched } from '../store/compliance/touched-subjects.ts';
import { freshnessOf } from './compliance-figures.ts';
import { needComplianceSight, needRegulator } from './regulation-viewer.ts';
import type { MutationResolvers, QueryResolvers } from './types.generated.ts';

/** Empties the model and has all of it read again. Its sources lose nothing by it. @throws nothing; CONFLICT is a problem while something is judged for long. */
export const rebuildCompliance: MutationResolvers['rebuildCompliance'] = async (_parent, { input }, context) => {
  const { database, now, principal } = context;
  const { problems } = await runCommand(context, 'rebuildCompliance', input, {
    decide: async (tx) => {
      needRegulator(principal);
      await keepFromJudging(tx.manager).catch((error: unknown) => {
        throw error instanceof TurnTaken ? conflict('RUNNING') : error;
      });
      await emptyCopy(tx.manager, 'live');
      await awaitFeeds(tx.manager);
      // Who waits to be judged would be judged on half of what is known; all are, when all has been read.
      await forgetTouched(tx.manager);
      await tx.job(PULL_CHANGES, {}, pullOnce(null));
      tx.audit({ entity: 'ComplianceModel', entityId: 'live', action: 'REBUILD', from: null, to: 'READING' });
      return { begun: true };
    },
  });
  return { sources: freshnessOf(await readFeedStandings(database.manager), now()), problems: [...problems] };
};

/** @throws nothing; CONFLICT is a problem while another check runs. */
export const checkCompliance: MutationResolvers['checkCompliance'] = async (_parent, { input }, context) => {
  const { database, now, principal } = context;
  const { answer, problems } = await runCommand(context, 'checkCompliance', input, {
    decide: async (tx) => {
      needRegulator(principal);
      if ((await runningCheck(tx.manager)) !== null) throw conflict('RUNNING');
      const id = newId();
      await insertCheck(tx.manager, { id, askedBy: principal.subject, askedAt: now() });
      await tx.job(CHECK_COMPLIANCE, { id });
      return { id };
    },
  });
  return { check: answer === null ? null : await findCheck(database.manager, answer.id), problems: [...problems] };
};

export const complianceCheck: QueryResolvers['complianceCheck'] = (_parent, { id }, { database, principal }) => {
  needComplianceSight(principal);
  return findCheck(database.manager, id);
};
