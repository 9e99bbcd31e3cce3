import { describe, expect, it } from '@jest/globals';
import { SANDBOX_ID_MARKS } from '../../../../schema/contracts/sandbox-ids.ts';
import type { SandboxIdMark } from '../../../../schema/contracts/sandbox-ids.ts';
import { createSocialInsuranceConnector } from '../../../../subgraphs/regulation/sources/social-insurance.ts';
import { startSocialInsuranceSandbox } from '../../../../subgraphs/regulation/sources/sandbox/social-insurance.ts';
import { describeSandboxBehaviours } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';
import { playSource, sendJson } from '../../kit/source-playing.ts';

const employment = (nationalId: string) => ({ nationalId, employerLicenceNumber: '7001000013' });
const marked = (mark: SandboxIdMark) => employment(`10585${SANDBOX_ID_MARKS[mark]}0`);
const PLAIN = employment('1058529940');
const meetRoster = () => meet(startSocialInsuranceSandbox, createSocialInsuranceConnector);

describe('the social-insurance roster', () => {
  describeSandboxBehaviours('social-insurance', startSocialInsuranceSandbox, createSocialInsuranceConnector,
    (connector, times) => connector.employments(Array.from({ length: times }, () => PLAIN)));

  it('answers about employments in the order asked', async () => {
    const { connector } = await meetRoster();
    const facts = await connector.employments(
      [PLAIN, marked('NOT_EMPLOYED'), marked('SOURCES_CONTRADICT'), marked('NOT_FOUND')],
    );
    const since = expect.stringMatching(/^202[0-2]-\d\d-\d\d$/);
    expect(facts.map((fact) => fact.value)).toEqual([
      { employed: true, since, otherEmployer: false },
      { employed: false, since: null, otherEmployer: false },
      { employed: true, since, otherEmployer: true },
      { employed: false, since: null, otherEmployer: false },
    ]);
  });

  it('says the same first day each time', async () => {
    const { connector } = await meetRoster();
    const [first, second] = await connector.employments([PLAIN, PLAIN]);
    expect(first).toEqual(second);
  });

  it('notices someone who is not employed since a day', async () => {
    const { connector, sandbox } = await meetRoster();
    sandbox.control({ behaviour: 'contradictory' });
    await expect(connector.employments([PLAIN])).rejects.toMatchObject({ code: 'SOURCE_CONTRADICTION' });
    expect((await connector.employments([PLAIN]))[0]?.value.employed).toBe(true);
  });

  it.each([
    ['2026-03-02', 'employed since a day to come'], [null, 'employed does not agree with since'],
  ])('notices someone employed since %s', async (since, reason) => {
    const source = await playSource(({ response }) =>
      sendJson(response, { answers: [{ ref: 0, answer: { employed: true, since, otherEmployer: false } }] }));
    const { connector } = await meet(
      (start) => startSocialInsuranceSandbox(start),
      (options) => createSocialInsuranceConnector({ ...options, url: source.url }),
    );
    await expect(connector.employments([PLAIN])).rejects.toMatchObject({ contradictions: [{ position: 0, reason }] });
    await source.close();
  });
});
