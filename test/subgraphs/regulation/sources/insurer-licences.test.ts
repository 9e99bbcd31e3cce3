import { describe, expect, it } from '@jest/globals';
import { createInsurerLicencesConnector } from '../../../../subgraphs/regulation/sources/insurer-licences.ts';
import { startInsurerLicencesSandbox } from '../../../../subgraphs/regulation/sources/sandbox/insurer-licences.ts';
import { describeSandboxBehaviours, putControl } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';

const meetRegister = () => meet(startInsurerLicencesSandbox, createInsurerLicencesConnector);

describe('the register of insurer licences', () => {
  describeSandboxBehaviours('insurer-licences', startInsurerLicencesSandbox, createInsurerLicencesConnector,
    (connector, times) => connector.licences(Array.from({ length: times }, () => ({ crNumber: '1010000001' }))));

  it('answers by the ending of the number, in the order asked', async () => {
    const { connector } = await meetRegister();
    const numbers = ['1010000001', '1010000098', '1010000097', '1010000096'];
    const facts = await connector.licences(numbers.map((crNumber) => ({ crNumber })));
    expect(facts.map((fact) => fact.value)).toEqual([
      { status: 'ACTIVE', validTo: '2027-03-01' },
      { status: 'SUSPENDED', validTo: '2027-03-01' },
      { status: 'ACTIVE', validTo: '2027-03-01' },
      { status: 'ACTIVE', validTo: '2026-03-31' },
    ]);
  });

  it.each([
    ['SUSPENDED', '2027-03-01'], ['EXPIRED', '2026-02-28'], ['UNKNOWN', null],
  ])('has one licence %s at run time', async (status, validTo) => {
    const { connector, sandbox } = await meetRegister();
    await putControl(sandbox, { licences: { 1010000001: status } });
    expect((await connector.licences([{ crNumber: '1010000001' }]))[0]?.value).toEqual({ status, validTo });
  });

  it('notices a licence that is active after its last day', async () => {
    const { connector, sandbox } = await meetRegister();
    sandbox.control({ behaviour: 'contradictory' });
    await expect(connector.licences([{ crNumber: '1010000001' }])).rejects.toMatchObject({ code: 'SOURCE_CONTRADICTION' });
  });
});
