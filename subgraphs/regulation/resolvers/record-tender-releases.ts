import { currencyOf } from '../../../schema/contracts/mode.ts';
import { runCommand } from '../../kit/command.ts';
import { notFound } from '../../kit/refusal.ts';
import { askTenderFacts } from '../asks/tender-release-ask.ts';
import { dueReleases } from '../domain/open-contracting/due-releases.ts';
import { flagsOfTenders } from '../domain/red-flags/flags-of-tenders.ts';
import { redFlagRowsOf } from '../store/red-flag-rows-of.ts';
import { replaceRedFlags } from '../store/red-flags.ts';
import { appendReleases, holdReleases, parseRelease, readCompiled, readReleasesOf } from '../store/releases.ts';
import { needService } from './regulation-viewer.ts';
import type { MutationResolvers } from './types.generated.ts';

/**
 * Makes the releases a tender calls for. What is due is found by comparing what the graph says with what was released, so
 * that a telling that comes late, twice or out of order neither loses nor repeats one.
 */
export const recordTenderReleases: MutationResolvers['recordTenderReleases'] = async (_parent, { input }, context) => {
  const { principal, graph, mode, requestId, now } = context;
  const { tenderId } = input;
  const { answer, problems } = await runCommand(context, 'recordTenderReleases', input, {
    async gather() {
      needService(principal);
      const facts = await askTenderFacts(graph, tenderId, currencyOf(mode), requestId);
      if (facts === null) throw notFound('Tender', 'tenderId');
      return facts;
    },
    async decide(tx, facts) {
      await holdReleases(tx.manager);
      const made = (await readReleasesOf(tx.manager, [tenderId])).map(parseRelease);
      const due = dueReleases(facts, made);
      if (due.length > 0) {
        await appendReleases(tx.manager, tenderId, made, due, now());
        for (const { id, tag } of due) tx.audit({ entity: 'TenderRelease', entityId: id, action: 'RELEASE', from: null, to: tag.join('+') });
        const compiled = (await readCompiled(tx.manager)).map((row) => ({ tenderId: row.tenderId, ocid: row.ocid, release: parseRelease(row) }));
        await replaceRedFlags(tx.manager, await redFlagRowsOf(tx.manager, flagsOfTenders(compiled), compiled.length, now()));
      }
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
};
