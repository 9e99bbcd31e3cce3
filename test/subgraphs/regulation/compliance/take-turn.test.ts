import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { settleStandings, standingsTurn } from '../../../../subgraphs/regulation/store/compliance/settle-standings.ts';
import { TurnTaken, takeTurn, unlessTaken } from '../../../../subgraphs/regulation/store/compliance/take-turn.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

describe('a turn', () => {
  let house: ModelHouse;

  beforeAll(async () => {
    house = await openModelHouse();
  }, 60_000);
  afterAll(() => house.close());

  /** Has the turn until the work is done. */
  const whileTaken = <Answer>(turn: string, work: () => Promise<Answer>): Promise<Answer> => house.database.transaction(async (tx) => {
    await takeTurn(tx, turn);
    return work();
  });

  const inTurn = (turn: string): Promise<string> => house.database.transaction(async (tx) => {
    await takeTurn(tx, turn);
    const [row] = await tx.query<{ lock_timeout: string }[]>('SHOW lock_timeout');
    return row?.lock_timeout ?? '';
  });

  it('is one\'s at a time: who waits too long comes again, and has it when it is free', async () => {
    await whileTaken('counting', () => expect(inTurn('counting')).rejects.toThrow(TurnTaken));
    expect(await whileTaken('counting', () => unlessTaken(() => inTurn('counting'), 'later'))).toBe('later');
    expect(await inTurn('counting')).toBe('10s');
  }, 60_000);

  it('keeps nobody from another one', async () => {
    expect(await whileTaken('counting', () => inTurn('judging'))).toBe('10s');
  }, 60_000);

  it('lets other failures be failures', async () => {
    await expect(unlessTaken(() => house.database.query('SELECT 1 / 0'), 'later')).rejects.toThrow('division by zero');
  }, 60_000);

  it('leaves what is to be counted to whoever counts', async () => {
    const [even, odd] = ['00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000003'];
    await house.database.query('INSERT INTO compliance_touched (association_id) SELECT unnest($1::uuid[])', [[even, odd]]);
    expect(await whileTaken(standingsTurn('live', 0), () => settleStandings(house.database, 'live', () => false))).toBe(false);
    expect(await house.database.query('SELECT association_id FROM compliance_touched')).toEqual([{ association_id: even }]);
    expect(await settleStandings(house.database, 'live', () => false)).toBe(true);
    expect(await house.database.query('SELECT 1 FROM compliance_touched')).toEqual([]);
  }, 60_000);
});
