import { describe, expect, it } from '@jest/globals';
import { createNonprofitLicencesConnector } from '../../../../subgraphs/regulation/sources/nonprofit-licences.ts';
import { startNonprofitLicencesSandbox } from '../../../../subgraphs/regulation/sources/sandbox/nonprofit-licences.ts';
import { describeSandboxBehaviours, putControl } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';

const meetRegister = () => meet(startNonprofitLicencesSandbox, createNonprofitLicencesConnector);

describe('the register of nonprofit licences', () => {
  describeSandboxBehaviours('nonprofit-licences', startNonprofitLicencesSandbox, createNonprofitLicencesConnector,
    (connector, times) => connector.licences(Array.from({ length: times }, () => ({ licenceNumber: '7001' }))));

  it('answers by the ending of the number, in the order asked', async () => {
    const { connector } = await meetRegister();
    const numbers = ['7001', '7001-S', '7001-E', '7001-U'];
    const facts = await connector.licences(numbers.map((licenceNumber) => ({ licenceNumber })));
    // 7001 modulo 13 is 7, and the eighth region of ISO 3166-2:SA is SA-08.
    const known = { region: 'SA-08', governanceScore: expect.any(Number) };
    expect(facts.map((fact) => fact.value)).toEqual([
      { status: 'ACTIVE', validTo: '2027-03-01', ...known },
      { status: 'SUSPENDED', validTo: '2027-03-01', ...known },
      { status: 'EXPIRED', validTo: '2026-02-28', ...known },
      { status: 'UNKNOWN', validTo: null, region: null, governanceScore: null },
    ]);
  });

  it('scores governance from 60 to 99, the same each time', async () => {
    const { connector } = await meetRegister();
    const questions = Array.from({ length: 500 }, (_, at) => ({ licenceNumber: `70${at}` }));
    const scores = (await connector.licences(questions)).map((fact) => fact.value.governanceScore!);
    expect([Math.min(...scores), Math.max(...scores)]).toEqual([60, 99]);
    expect((await connector.licences(questions)).map((fact) => fact.value.governanceScore)).toEqual(scores);
  });

  it('has one licence suspended at run time, and gives it back', async () => {
    const { connector, sandbox } = await meetRegister();
    const statuses = async () =>
      (await connector.licences([{ licenceNumber: '7001' }, { licenceNumber: '7002' }])).map((fact) => fact.value.status);
    await putControl(sandbox, { licences: { 7001: 'SUSPENDED' } });
    expect(await statuses()).toEqual(['SUSPENDED', 'ACTIVE']);
    await putControl(sandbox, { licences: { 7001: null } });
    expect(await statuses()).toEqual(['ACTIVE', 'ACTIVE']);
  });

  it('notices a licence that is active after its last day', async () => {
    const { connector, sandbox } = await meetRegister();
    sandbox.control({ behaviour: 'contradictory' });
    await expect(connector.licences([{ licenceNumber: '7001' }])).rejects.toMatchObject({
      code: 'SOURCE_CONTRADICTION', contradictions: [{ position: 0, reason: 'active after its last day' }],
    });
  });
});
