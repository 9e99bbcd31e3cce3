import { describe, expect, it } from '@jest/globals';
import { SANDBOX_ID_MARKS } from '../../../../schema/contracts/sandbox-ids.ts';
import type { SandboxIdMark } from '../../../../schema/contracts/sandbox-ids.ts';
import { createCivilRegistryConnector } from '../../../../subgraphs/regulation/sources/civil-registry.ts';
import { startCivilRegistrySandbox } from '../../../../subgraphs/regulation/sources/sandbox/civil-registry.ts';
import { describeSandboxBehaviours } from '../../kit/sandbox-behaviours.ts';
import { meet } from '../../kit/sandbox-meeting.ts';

const PLAIN = '1058529940';
const idMarked = (digits: string) => `10585${digits}0`;
const marked = (mark: SandboxIdMark) => idMarked(SANDBOX_ID_MARKS[mark]);
const person = (nationalId: string) => ({ nationalId, birthDate: '1990-05-01', sex: 'FEMALE' as const });
const meetRegistry = () => meet(startCivilRegistrySandbox, createCivilRegistryConnector);

describe('the civil registry', () => {
  describeSandboxBehaviours('civil-registry', startCivilRegistrySandbox, createCivilRegistryConnector,
    (connector, times) => connector.persons(Array.from({ length: times }, () => person(PLAIN))));

  it('answers about persons in the order asked', async () => {
    const { connector } = await meetRegistry();
    const facts = await connector.persons(
      [PLAIN, marked('NOT_FOUND'), marked('DECEASED'), marked('BIRTH_DATE_CONTRADICTED')].map(person),
    );
    expect(facts.map((fact) => fact.value)).toEqual([
      { found: true, alive: true, birthDateMatches: true, sexMatches: true },
      { found: false, alive: false, birthDateMatches: false, sexMatches: false },
      { found: true, alive: false, birthDateMatches: true, sexMatches: true },
      { found: true, alive: true, birthDateMatches: false, sexMatches: true },
    ]);
    expect(facts[0]?.name).toBe('person');
  });

  it('confirms family links by the mark of the relative', async () => {
    const { connector } = await meetRegistry();
    const links = [[PLAIN, PLAIN], [PLAIN, marked('RELATIONSHIP_NOT_CONFIRMED')], [PLAIN, marked('NOT_FOUND')],
      [marked('NOT_FOUND'), PLAIN], [marked('RELATIONSHIP_NOT_CONFIRMED'), PLAIN]] as const;
    const facts = await connector.relationships(links.map(([nationalId, relativeNationalId]) => (
      { nationalId, relativeNationalId, relationship: 'CHILD' }
    )));
    expect(facts.map((fact) => fact.value.confirmed)).toEqual([true, false, false, false, true]);
  });

  it('knows who is married and who works', async () => {
    const { connector } = await meetRegistry();
    const ids = [PLAIN, idMarked('9911'), idMarked('9912'), marked('NOT_FOUND')];
    const facts = await connector.civilStatuses(ids.map((nationalId) => ({ nationalId })));
    expect(facts.map((fact) => fact.value)).toEqual([
      { found: true, maritalStatus: 'SINGLE', works: false },
      { found: true, maritalStatus: 'MARRIED', works: false },
      { found: true, maritalStatus: 'SINGLE', works: true },
      { found: false, maritalStatus: null, works: null },
    ]);
  });

  it('notices a person who is not found and yet alive, and a status of nobody', async () => {
    const { connector, sandbox } = await meetRegistry();
    sandbox.control({ behaviour: 'contradictory' });
    await expect(connector.persons([person(PLAIN)])).rejects.toMatchObject({
      code: 'SOURCE_CONTRADICTION', source: 'civil-registry', contradictions: [{ position: 0 }],
    });
    expect((await connector.persons([person(PLAIN)]))[0]?.value.found).toBe(true);
    await expect(connector.civilStatuses([{ nationalId: PLAIN }])).rejects.toMatchObject({ code: 'SOURCE_CONTRADICTION' });
  });

  it('cannot notice a link that is confirmed in one call and not in the next', async () => {
    const { connector, sandbox } = await meetRegistry();
    sandbox.control({ behaviour: 'contradictory' });
    const link = { nationalId: PLAIN, relativeNationalId: PLAIN, relationship: 'SPOUSE' as const };
    const [first, second] = [await connector.relationships([link]), await connector.relationships([link])];
    expect([first[0]?.value.confirmed, second[0]?.value.confirmed]).toEqual([false, true]);
  });
});
