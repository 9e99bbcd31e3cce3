import { runCommand } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { askTenderState } from '../asks/tender-state-ask.ts';
import type { HouseContext } from '../context.ts';
import { NO_OBJECTION_LIFE } from '../domain/no-objection-life.ts';
import type { NoObjectionAction } from '../domain/no-objection-life.ts';
import { readNoObjections, sayNoObjection } from '../store/no-objections.ts';
import type { ForeignParent } from './foreign-parent.ts';
import type { Refusal } from '../../kit/refusal.ts';

interface Said {
  readonly tender: ForeignParent | null;
  readonly problems: Refusal[];
}

/** The regulator's word on a tender, either way. */
export async function sayOnTender(
  context: HouseContext, action: NoObjectionAction, input: { readonly idempotencyKey: string; readonly tenderId: string }, text: string | null,
): Promise<Said> {
  const { principal, database, graph, requestId, now } = context;
  const { tenderId } = input;
  const { answer, problems } = await runCommand(context, action === 'GIVE' ? 'giveNoObjection' : 'objectToTender', input, {
    gather: async () => {
      const tenderState = await askTenderState(graph, tenderId, requestId);
      if (tenderState === null) throw notFound('Tender', 'tenderId');
      return { tenderState, said: (await readNoObjections(database.manager, [tenderId]))[0] ?? null };
    },
    decide: async (tx, { tenderState, said }) => {
      const from = said?.state ?? NO_OBJECTION_LIFE.initial;
      const step = takeStep(NO_OBJECTION_LIFE, from, action, principal.roles, { reason: text, tenderState });
      if ('refusal' in step) throw new Refused(step.refusal);
      await sayNoObjection(tx.manager, said, { tenderId, state: step.to, note: text, saidBy: principal.subject, saidAt: now() });
      tx.audit({
        entity: 'NoObjection', entityId: tenderId, action, from, to: step.to, reason: text,
        facts: [{ name: 'tender.state', value: tenderState, source: 'graph', asOf: now().toISOString(), verifiedBy: 'regulation' }],
      });
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
}
