import { describe, expect, it } from '@jest/globals';
import { composeIBAN } from 'ibantools';
import { createBankConnector } from '../../../../subgraphs/associations/sources/bank.ts';
import { startBankSandbox } from '../../../../subgraphs/associations/sources/sandbox/bank.ts';
import { describeSandboxBehaviours } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';
import { playSource, sendJson } from '../../kit/source-playing.ts';

const PLAIN = 'SA0380000000608010167519';
const ibanEnding = (ending: string) => composeIBAN({ countryCode: 'SA', bban: `800000006080101675${ending}` })!;
const ownership = (iban: string) => ({ iban, holderId: '7001' });
const meetBank = () => meet(startBankSandbox, createBankConnector);

describe('the bank', () => {
  describeSandboxBehaviours('bank', startBankSandbox, createBankConnector,
    (connector, times) => connector.ibanOwnerships(Array.from({ length: times }, () => ownership(PLAIN))));

  it('answers whose account it is, in the order asked', async () => {
    const { connector } = await meetBank();
    const ibans = [ibanEnding('00'), PLAIN, 'SA0380000000608010167510', ibanEnding('99'), 'GB33BUKB20201555555555'];
    const facts = await connector.ibanOwnerships(ibans.map(ownership));
    expect(facts.map((fact) => [fact.value, fact.source])).toEqual([
      ['MISMATCH', 'sandbox:bank'],
      ['VERIFIED', 'sandbox:bank'],
      ['UNKNOWN_ACCOUNT', 'iban-check-digits'],
      ['UNKNOWN_ACCOUNT', 'sandbox:bank'],
      ['UNKNOWN_ACCOUNT', 'iban-check-digits'],
    ]);
  });

  it('tells the bank only of Saudi IBANs with right check digits, in one spelling', async () => {
    const source = await playSource((call) =>
      sendJson(call.response, { answers: call.refs.map((ref) => ({ ref, answer: 'VERIFIED' })) }));
    const { connector } = await meet(startBankSandbox, (options) => createBankConnector({ ...options, url: source.url }));
    await connector.ibanOwnerships(['sa03 8000 0000 6080 1016 7519', '', 'SA00'].map(ownership));
    await connector.ibanOwnerships([ownership('not an iban')]);
    expect(source.calls.map((call) => call.questions)).toEqual([[ownership(PLAIN)]]);
    await source.close();
  });

  it('cannot notice a verdict that changes between two calls', async () => {
    const { connector, sandbox } = await meetBank();
    sandbox.control({ behaviour: 'contradictory' });
    const [first, second] = [
      await connector.ibanOwnerships([ownership(PLAIN)]), await connector.ibanOwnerships([ownership(PLAIN)]),
    ];
    expect([first[0]?.value, second[0]?.value]).toEqual(['MISMATCH', 'VERIFIED']);
  });
});
