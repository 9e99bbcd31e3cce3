import { runCommand } from '../../kit/command.ts';
import { isId } from '../../kit/identifier.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import { EXCLUDABLE } from '../domain/enrollment/enrollment-line.ts';
import { readLine } from '../store/enrollment-rows.ts';
import { excludeLine } from '../store/exclude-line.ts';
import { moveBatch } from '../store/move-batch.ts';
import { batchPayload, commandedBatch } from './enrollment-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const excludeEnrollmentLine: MutationResolvers['excludeEnrollmentLine'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'excludeEnrollmentLine', input, {
    async gather() {
      const line = isId(input.lineId) ? await readLine(context.database.manager, input.lineId) : null;
      if (line === null) throw notFound('enrollment line', 'lineId');
      return { line, batch: await commandedBatch(context, line.batchId, 'lineId') };
    },
    async decide(tx, { line, batch }) {
      if (!EXCLUDABLE.includes(line.state)) throw new Refused({ code: 'LINE_ALREADY_SENT', values: { state: line.state } });
      await moveBatch(tx, batch, { action: 'EXCLUDE_LINE', actors: context.principal.roles, reason: `line ${line.number}`, onBehalfOf: `member:${line.memberId}` });
      await excludeLine(tx.manager, line);
      return { batchId: batch.id };
    },
  });
  return batchPayload(outcome, context);
};
