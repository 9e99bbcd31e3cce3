import { describe, expect, it } from '@jest/globals';
import { openDesk } from '../registry-house.ts';

const desk = await openDesk();
await desk.open({ runJobs: false });

describe('the tables of the registry', () => {
  it('are what the migrations make', async () => {
    const { upQueries } = await desk.database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });
});
