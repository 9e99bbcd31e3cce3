import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateSample } from '../../gateway/sample/generate.ts';
import { rosterCsv } from '../../gateway/sample/roster-csv.ts';
import { DEFAULT_SAMPLE, sampleRequest } from '../../gateway/sample-seed.ts';
import type { Caller } from '../kit/graph.ts';
import { httpDoor } from '../kit/http-door.ts';
import { freshDataDir, startCommand } from '../kit/started.ts';
import type { Started } from '../kit/started.ts';
import { COVER_YEAR, must, openTender, publish, seal, toAgreement, untilState } from '../kit/story.ts';
import type { Door, StoryTender } from '../kit/story.ts';

/* The whole programme dies by SIGKILL in the middle of things and comes up again: nothing is lost, nothing is doubled. */

const sample = generateSample(sampleRequest(DEFAULT_SAMPLE));
const few = { ...sample, associations: sample.associations.slice(0, 3) };
const associationId = few.associations[0]?.id ?? '';
const officer: Caller = { role: 'association_officer', organisation: associationId };
let dataDir: string;
let started: Started;
let door: Door;
let tender: StoryTender;

async function dieAndRise(): Promise<void> {
  await started.end('SIGKILL');
  started = await startCommand(dataDir);
  door = await httpDoor(started.url, dataDir);
}

beforeAll(async () => {
  dataDir = await freshDataDir();
  started = await startCommand(dataDir);
  door = await httpDoor(started.url, dataDir);
}, 120_000);

afterAll(async () => {
  await started.end('SIGTERM');
  await started.erase();
}, 60_000);

describe('SIGKILL in the middle', () => {
  it('of an import: what was kept stays, and the file sent again finishes without doubles', async () => {
    const { association } = await door.tell<{ association: { id: string } }>('council', 'registerAssociation', 'RegisterAssociationInput', {
      licenseNumber: 'NCNP-13000', nameAr: 'جمعية الاختبار', nameEn: 'Test Association', region: 'SA-01', city: 'Riyadh',
    }, 'association { id }');
    const as: Caller = { role: 'association_officer', organisation: association.id };
    const other = generateSample({ associations: 20, employees: 6_000, seed: 77, today: new Date().toISOString().slice(0, 10) });
    const lines = [...other.associations].flatMap((each, index) => [...rosterCsv(other.people(each))].join('').trimEnd().split(/\r?\n/).slice(index === 0 ? 0 : 1));
    const lives = lines.length - 1;
    const upload = async (): Promise<{ id: string; url: string }> => {
      const { rosterImport } = await door.tell<{ rosterImport: { id: string; uploadUrl: string } }>(as, 'requestRosterUpload', 'RequestRosterUploadInput', { associationId: association.id }, 'rosterImport { id uploadUrl }');
      return { id: rosterImport.id, url: rosterImport.uploadUrl };
    };
    const first = await upload();
    const slowly = Readable.from((async function* () {
      for (let at = 0; at < lines.length; at += 500) {
        yield Buffer.from(`${lines.slice(at, at + 500).join('\r\n')}\r\n`);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    })());
    const sending = fetch(first.url, { method: 'PUT', body: Readable.toWeb(slowly) as unknown as BodyInit, duplex: 'half' } as RequestInit).then(() => 'answered', () => 'cut');
    await door.until<{ rosterImport: { linesRead: number } }>(as, 'query ($id: ID!) { rosterImport(id: $id) { linesRead } }', { id: first.id }, (data) => data.rosterImport.linesRead > 0);
    await dieAndRise();
    expect(await sending).toBe('cut');
    const cut = await door.until<{ rosterImport: { state: string; problem: { code: string } | null } }>(as, 'query ($id: ID!) { rosterImport(id: $id) { state problem { code } } }', { id: first.id }, (data) => data.rosterImport.state !== 'RECEIVING');
    expect(cut.rosterImport).toEqual({ state: 'INTERRUPTED', problem: { code: 'IMPORT_INTERRUPTED' } });

    const second = await upload();
    expect((await fetch(second.url, { method: 'PUT', body: lines.join('\r\n') })).ok).toBe(true);
    const whole = await door.until<{ rosterImport: { state: string; added: number; unchanged: number; rejected: number } }>(as, 'query ($id: ID!) { rosterImport(id: $id) { state added unchanged rejected } }', { id: second.id }, (data) => data.rosterImport.state === 'COMPLETE');
    expect(whole.rosterImport.rejected).toBe(0);
    expect(whole.rosterImport.added + whole.rosterImport.unchanged).toBe(lives);
    const { data } = await door.ask(as, 'query ($id: ID!) { association(id: $id) { lives } }', { id: association.id });
    expect(data).toEqual({ association: { lives } });
  }, 120_000);

  it('of a rebuild of the read model: it never says that it is fresh while it is not, and comes to what it was', async () => {
    type Overview = { complianceOverview: { figures: { value: string }[]; sources: { house: string; upToDate: boolean }[] } };
    const query = '{ complianceOverview { figures(of: [LIVES]) { value } sources { house upToDate } } }';
    const isFresh = ({ complianceOverview: { sources } }: Overview): boolean => sources.every(({ upToDate }) => upToDate);
    const { complianceOverview: before } = await door.until<Overview>('regulator', query, {}, isFresh);
    const livesOf = ({ figures }: Overview['complianceOverview']): number => Number(figures[0]?.value);
    expect(livesOf(before)).toBeGreaterThan(5_000);
    const { sources } = await door.tell<{ sources: { feed: string; upToDate: boolean }[] }>('regulator', 'rebuildCompliance', 'ComplianceModelInput', {}, 'sources { feed upToDate }');
    // A short list may have been read by now; the lives have not.
    expect(sources.find(({ feed }) => feed === 'members')).toMatchObject({ upToDate: false });
    await dieAndRise();
    await door.until<Overview>('regulator', query, {}, (overview) => {
      if (!isFresh(overview)) return false;
      // What was imported meanwhile may have come to it.
      expect(livesOf(overview.complianceOverview)).toBeGreaterThanOrEqual(livesOf(before));
      return true;
    });
    const { check } = await door.tell<{ check: { id: string } }>('regulator', 'checkCompliance', 'ComplianceModelInput', {}, 'check { id }');
    const { complianceCheck } = await door.until<{ complianceCheck: { endedAt: string | null; equal: boolean; differences: unknown[] } }>(
      'regulator', 'query ($id: ID!) { complianceCheck(id: $id) { endedAt equal differences { table } } }', { id: check.id }, (data) => data.complianceCheck.endedAt !== null);
    expect(complianceCheck).toMatchObject({ equal: true, differences: [] });
  }, 240_000);

  it('of an opening: all bids become readable, once', async () => {
    tender = await openTender(door, { enquiriesEnd: 6, biddingEnds: 14, minimumBids: 2 });
    await publish(door, tender, few);
    await untilState(door, tender, 'BIDDING');
    for (const order of [0, 1]) expect((await seal(door, tender, sample, order)).problems).toEqual([]);
    await door.until<{ tender: { calendar: { biddingEndsAt: string } } }>('council', 'query ($id: ID!) { tender(id: $id) { calendar { biddingEndsAt } } }', { id: tender.id }, (data) => Date.parse(data.tender.calendar.biddingEndsAt) < Date.now());
    await must(door, 'council', 'requestBidOpening', { tenderId: tender.id });
    await must(door, 'review_body', 'witnessBidOpening', { tenderId: tender.id });
    await dieAndRise();
    await untilState(door, tender, 'OPENED');
    const { data } = await door.ask('council', 'query ($id: ID!) { tender(id: $id) { bids { state rates { annualPremium { amount } } history { to } } } }', { id: tender.id });
    const { bids } = (data as unknown as { tender: { bids: { state: string; rates: unknown[] | null; history: { to: string }[] }[] } }).tender;
    expect(bids.map(({ state }) => state)).toEqual(['REVEALED', 'REVEALED']);
    for (const bid of bids) expect(bid.history.filter(({ to }) => to === 'REVEALED')).toHaveLength(1);
  }, 120_000);

  it('of an enrollment: everyone is covered once, and the endorsement is made once', async () => {
    const { agreementId } = await toAgreement(door, tender);
    const { callOff } = await door.tell<{ callOff: { id: string } }>(officer, 'callOffPolicy', 'CallOffPolicyInput', { associationId, frameworkAgreementId: agreementId, inceptionDate: `${COVER_YEAR}-01-01` }, 'callOff { id }');
    await dieAndRise();
    await door.until<{ association: { callOffs: { edges: { node: { state: string } }[] } } }>(officer, 'query ($id: ID!) { association(id: $id) { callOffs { edges { node { state } } } } }', { id: associationId }, (data) => data.association.callOffs.edges[0]?.node.state === 'POLICY_ISSUED');
    const { batch } = await door.tell<{ batch: { id: string } }>(officer, 'createEnrollmentBatch', 'CreateEnrollmentBatchInput', { callOffId: callOff.id, wholeRoster: 'ADD' }, 'batch { id }');
    await dieAndRise();
    const read = 'query ($id: ID!) { enrollmentBatch(id: $id) { state accepted refused lineCount lines(first: 100, state: NEEDS_PERSON) { edges { node { id } } } } }';
    type Batch = { enrollmentBatch: { state: string; accepted: number; refused: number; lineCount: number; lines: { edges: { node: { id: string } }[] } } };
    const validated = await door.until<Batch>(officer, read, { id: batch.id }, (data) => data.enrollmentBatch.state === 'VALIDATED');
    for (const { node } of validated.enrollmentBatch.lines.edges) await door.tell(officer, 'excludeEnrollmentLine', 'ExcludeEnrollmentLineInput', { lineId: node.id }, 'batch { id }');
    await door.tell(officer, 'submitEnrollmentBatch', 'EnrollmentBatchCommandInput', { batchId: batch.id }, 'batch { id }');
    await dieAndRise();
    const { enrollmentBatch: applied } = await door.until<Batch>(officer, read, { id: batch.id }, (data) => data.enrollmentBatch.state === 'APPLIED');
    const { data } = await door.ask(officer, 'query ($id: ID!, $on: Date!) { association(id: $id) { policies { edges { node { lives(on: $on) endorsements { edges { node { lines batchId } } } } } } } }', { id: associationId, on: `${COVER_YEAR}-06-01` });
    const [policy] = (data as unknown as { association: { policies: { edges: { node: { lives: number; endorsements: { edges: { node: { lines: number; batchId: string } }[] } } }[] } } }).association.policies.edges;
    expect(policy?.node.lives).toBe(applied.accepted);
    expect(policy?.node.endorsements.edges).toHaveLength(1);
  }, 120_000);
});
