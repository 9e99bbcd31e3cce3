import { describe, expect, it } from '@jest/globals';
import { createInsurerQualificationsConnector } from '../../../../subgraphs/regulation/sources/insurer-qualifications.ts';
import {
  startInsurerQualificationsSandbox,
} from '../../../../subgraphs/regulation/sources/sandbox/insurer-qualifications.ts';
import { describeSandboxBehaviours, putControl } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';

const meetList = () => meet(startInsurerQualificationsSandbox, createInsurerQualificationsConnector);

describe('the list of qualified insurers', () => {
  describeSandboxBehaviours(
    'insurer-qualifications', startInsurerQualificationsSandbox, createInsurerQualificationsConnector,
    (connector, times) => connector.qualifications(Array.from({ length: times }, () => ({ crNumber: '1010000001' }))),
  );

  it('answers by the ending of the number, in the order asked', async () => {
    const { connector } = await meetList();
    const numbers = ['1010000001', '1010000098', '1010000097', '1010000096'];
    const facts = await connector.qualifications(numbers.map((crNumber) => ({ crNumber })));
    expect(facts.map((fact) => fact.value)).toEqual([
      { status: 'ACTIVE', validTo: '2027-03-01' },
      { status: 'ACTIVE', validTo: '2027-03-01' },
      { status: 'NOT_QUALIFIED', validTo: null },
      { status: 'ACTIVE', validTo: '2026-03-31' },
    ]);
  });

  it('has one qualification suspended at run time', async () => {
    const { connector, sandbox } = await meetList();
    await putControl(sandbox, { licences: { 1010000001: 'SUSPENDED' } });
    expect((await connector.qualifications([{ crNumber: '1010000001' }]))[0]?.value.status).toBe('SUSPENDED');
  });

  it('notices a qualification that is active after its last day', async () => {
    const { connector, sandbox } = await meetList();
    sandbox.control({ behaviour: 'contradictory' });
    await expect(connector.qualifications([{ crNumber: '1010000001' }])).rejects.toMatchObject({
      code: 'SOURCE_CONTRADICTION',
    });
  });
});
