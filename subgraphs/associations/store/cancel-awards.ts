import type { CommandTransaction } from '../../kit/command.ts';
import { awardsOf, moveAward } from './awards.ts';

/** A cancelled tender's awards end with it. */
export async function cancelAwards(tx: CommandTransaction, tenderId: string): Promise<void> {
  for (const award of await awardsOf(tx.manager, tenderId)) {
    if (award.state === 'PENDING' || award.state === 'ACTIVE') await moveAward(tx, award, 'CANCEL', true);
  }
}
