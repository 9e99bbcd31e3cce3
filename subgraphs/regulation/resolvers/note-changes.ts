import { runCommand } from '../../kit/command.ts';
import { invalidInput } from '../../kit/refusal.ts';
import { isFeedSource } from '../domain/compliance/feed.ts';
import { PULL_CHANGES } from '../jobs/compliance-task-names.ts';
import { pullOnce } from '../jobs/pull-changes.ts';
import { needService } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Notes that a house has something new. What it is, is asked, never told. */
export const noteChanges: MutationResolvers['noteChanges'] = async (_parent, { input }, context) => {
  const { problems } = await runCommand(context, 'noteChanges', input, {
    decide: async (tx) => {
      needService(context.principal);
      const { source } = input;
      if (!isFeedSource(source)) throw invalidInput('source', 'no house of this name is followed');
      await tx.job(PULL_CHANGES, { source }, pullOnce(source));
      return { noted: true };
    },
  });
  return { problems: [...problems] };
};
