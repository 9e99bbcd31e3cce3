import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { seedRegulationSample } from '../../../../subgraphs/regulation/store/sample.ts';
import type { SampleAccreditation } from '../../../../subgraphs/regulation/store/sample.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const sample = (kind: SampleAccreditation['kind'], level: number | null): SampleAccreditation =>
  ({ kind, subjectId: randomUUID(), level, validFrom: '2026-01-01', validTo: '2026-12-31', state: 'ACCREDITED' });

describe('the sample', () => {
  const accreditations = [...Array.from({ length: 5_000 }, (_, n) => sample('ASSOCIATION', 1 + (n % 3))), sample('INSURER', null)];

  it('adds thousands in a few statements, and nothing the second time', async () => {
    await seedRegulationSample(house.url, { accreditations }, house.clock);
    const seen: string[] = [];
    const { query } = house.database;
    house.database.query = ((sql: string, values: unknown[]) => {
      seen.push(sql);
      return query.call(house.database, sql, values);
    }) as typeof query;
    await seedRegulationSample(house.database, { accreditations }, house.clock);
    house.database.query = query;
    expect(seen).toHaveLength(2);
    const counts = await house.database.query('SELECT kind, count(*)::int AS count FROM accreditation GROUP BY kind ORDER BY kind');
    expect(counts).toEqual([{ kind: 'ASSOCIATION', count: 5_000 }, { kind: 'INSURER', count: 1 }]);
  });

  it('is whole or not at all', async () => {
    const others = Array.from({ length: 5_000 }, () => sample('ASSOCIATION', 1));
    const before = await house.database.query('SELECT count(*)::int AS count FROM accreditation');
    await expect(seedRegulationSample(house.database, { accreditations: [...others, { ...sample('INSURER', null), validTo: 'never' }] }, house.clock)).rejects.toThrow('never');
    expect(await house.database.query('SELECT count(*)::int AS count FROM accreditation')).toEqual(before);
  });

  it('reads as an accreditation that says where it comes from', async () => {
    const { subjectId } = accreditations[1] as SampleAccreditation;
    const { data } = await house.ask(principalOf('regulator'), 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Association { accreditation { state level inForce validTo decisionMode facts { source value } } } } }',
      { representations: [{ __typename: 'Association', id: subjectId }] });
    expect(data._entities[0].accreditation).toEqual({ state: 'ACCREDITED', level: 2, inForce: true, validTo: '2026-12-31', decisionMode: 'AUTO', facts: [{ source: 'sample', value: 'true' }] });
  });
});
