import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import type { JWK } from 'jose';
import { ANONYMOUS } from '../../../../schema/contracts/identity.ts';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const regulator = principalOf('regulator');
const service = principalOf('service', 'associations');
const codes = (payload: { problems: readonly { code: string }[] }): string[] => payload.problems.map(({ code }) => code);

const DEADLINE = '2026-03-01T12:00:00.000Z';

/** A tender of the rest of the graph. */
function tender(state: string, more: Record<string, unknown> = {}): string {
  const id = randomUUID();
  house.graph.tenders.set(id, { id, state, calendar: { biddingEndsAt: DEADLINE }, opening: null, lots: [{ id: 'lot-1' }], bidCommitments: [], ...more });
  return id;
}

async function read(who: Principal, id: string, fields: string) {
  const { data, codes: refused } = await house.ask(who, `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Tender { ${fields} } } }`, { representations: [{ __typename: 'Tender', id }] });
  expect(refused).toEqual([]);
  return data._entities[0];
}

describe('no-objection', () => {
  const WORD = 'tender { id noObjection { state note by at } }';
  const give = (who: Principal, tenderId: string, more: Record<string, unknown> = {}) => house.tell(who, 'giveNoObjection', { tenderId, ...more }, WORD);
  const object = (who: Principal, tenderId: string, reason: string) => house.tell(who, 'objectToTender', { tenderId, reason }, WORD);

  it('is pending until somebody says a word', async () => {
    expect(await read(ANONYMOUS, randomUUID(), 'noObjection { state note by at } signingBlocked sealingKey { kid }'))
      .toEqual({ noObjection: { state: 'PENDING', note: null, by: null, at: null }, signingBlocked: false, sealingKey: null });
  });

  it('is given, held back and given again, on record', async () => {
    const id = tender('POOL_FROZEN');
    expect((await give(regulator, id, { note: 'Fine.' })).tender.noObjection).toEqual({ state: 'GIVEN', note: 'Fine.', by: regulator.subject, at: '2026-03-01T09:00:00.000Z' });
    expect(codes(await give(regulator, id))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect((await object(regulator, id, 'The criteria lean.')).tender.noObjection).toMatchObject({ state: 'OBJECTED', note: 'The criteria lean.' });
    expect((await give(regulator, id)).tender.noObjection.state).toBe('GIVEN');
    const entries = await house.database.query(`SELECT action, from_state, to_state FROM audit_entry WHERE entity = 'NoObjection' AND entity_id = $1 ORDER BY seq`, [id]);
    expect(entries.map((entry: Record<string, string>) => Object.values(entry))).toEqual([['GIVE', 'PENDING', 'GIVEN'], ['OBJECT', 'GIVEN', 'OBJECTED'], ['GIVE', 'OBJECTED', 'GIVEN']]);
  });

  it('is the regulator\'s, before publication, about a tender that is', async () => {
    expect(codes(await give(principalOf('council'), tender('POOLING')))).toEqual(['NOT_YOURS']);
    expect(codes(await object(principalOf('review_body'), tender('POOLING'), 'no'))).toEqual(['NOT_YOURS']);
    expect(codes(await give(regulator, tender('PUBLISHED')))).toEqual(['TENDER_ALREADY_PUBLISHED']);
    expect(codes(await object(regulator, tender('POOLING'), ' '))).toEqual(['INVALID_INPUT']);
    expect(codes(await give(regulator, randomUUID()))).toEqual(['NOT_FOUND']);
    house.graph.down = true;
    expect(codes(await give(regulator, tender('POOLING')))).toEqual(['SOURCE_UNAVAILABLE']);
    house.graph.down = false;
  });

  it('is one of two officers\'', async () => {
    const id = tender('POOLING');
    const both = await Promise.all([give(regulator, id), object(principalOf('regulator', 'regulator', 'another'), id, 'no')]);
    const refused = both.flatMap(({ problems }) => problems);
    const { noObjection } = await read(ANONYMOUS, id, 'noObjection { state }');
    // Unless they came one after the other, which is lawful here, the second is told what stands.
    if (refused.length === 0) expect(noObjection.state).toMatch(/GIVEN|OBJECTED/);
    else expect(refused).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining(noObjection.state) }]);
  });

  it('offers the regulator what may be said now, others nothing, and nobody anything once the key is made', async () => {
    const offered = async (who: Principal, id: string) => (await read(who, id, 'noObjection { availableActions }')).noObjection.availableActions;
    const id = tender('POOL_FROZEN');
    expect(await offered(regulator, id)).toEqual(['GIVE', 'OBJECT']);
    for (const who of [ANONYMOUS, principalOf('council'), principalOf('review_body'), service]) expect(await offered(who, id)).toEqual([]);
    const { tender: said } = await house.tell(regulator, 'giveNoObjection', { tenderId: id }, 'tender { noObjection { availableActions } }');
    expect(said.noObjection.availableActions).toEqual(['OBJECT']);
    await object(regulator, id, 'The criteria lean.');
    expect(await offered(regulator, id)).toEqual(['GIVE']);
    await house.tell(service, 'issueSealingKey', { tenderId: id }, 'tender { id }');
    expect(await offered(regulator, id)).toEqual([]);
  });

  it('is said once under one key', async () => {
    const id = tender('POOLING');
    const key = { idempotencyKey: randomUUID() };
    await give(regulator, id, key);
    expect((await give(regulator, id, key)).tender.noObjection.state).toBe('GIVEN');
  });
});

describe('the sealing key', () => {
  const KEY = 'tender { sealingKey { kid publicKey issuedAt releasedAt requestedBy witnessedBy privateKey } }';
  const issue = (who: Principal, tenderId: string, more: Record<string, unknown> = {}) => house.tell(who, 'issueSealingKey', { tenderId, ...more }, KEY);
  const release = (who: Principal, tenderId: string, more: Record<string, unknown> = {}) =>
    house.tell(who, 'releaseSealingKey', { tenderId, requestedBy: 'council-1', witnessedBy: 'witness-1', ...more }, KEY);
  const at = async <Result>(instant: string, work: () => Promise<Result>): Promise<Result> => {
    const before = house.clock;
    house.clock = new Date(instant);
    try {
      return await work();
    } finally {
      house.clock = before;
    }
  };

  it('is made once, whoever tells it how often', async () => {
    const id = tender('PUBLISHED');
    const all = await Promise.all([issue(service, id), issue(service, id), issue(service, id)]);
    expect(new Set(all.map((each) => each.tender.sealingKey.kid)).size).toBe(1);
    const { sealingKey } = all[0]?.tender as { sealingKey: { kid: string; publicKey: string; privateKey: string | null; releasedAt: string | null } };
    expect(JSON.parse(sealingKey.publicKey)).toEqual({ kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String), kid: sealingKey.kid, alg: 'ECDH-ES', use: 'enc' });
    expect(sealingKey).toMatchObject({ privateKey: null, releasedAt: null });
    const entries = await house.database.query(`SELECT 1 FROM audit_entry WHERE entity = 'SealingKey' AND entity_id = $1`, [id]);
    expect(entries).toHaveLength(1);
  });

  it('lies encrypted in the table and nowhere else', async () => {
    const id = tender('BIDDING');
    await issue(service, id);
    const { tender: { sealingKey } } = await at(DEADLINE, () => release(service, id));
    const { d } = JSON.parse(sealingKey.privateKey) as { d: string };
    const rows = await house.database.query<{ row: string }[]>('SELECT row_to_json(sealing_key)::text AS row FROM sealing_key');
    const rest = await house.database.query<{ row: string }[]>(`SELECT row_to_json(audit_entry)::text AS row FROM audit_entry UNION ALL SELECT row_to_json(command_answer)::text FROM command_answer`);
    for (const { row } of [...rows, ...rest]) expect(row).not.toContain(d);
    expect(house.log.join()).not.toContain(d);
  });

  it('is released once, after the deadline, to two people, and then opens what was sealed', async () => {
    const id = tender('BIDDING');
    const { tender: { sealingKey: { publicKey } } } = await issue(service, id);
    const sealed = await new CompactEncrypt(Buffer.from('a rate table')).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' }).encrypt(await importJWK(JSON.parse(publicKey) as JWK));

    expect((await release(service, id)).problems).toMatchObject([{ code: 'OPENING_TOO_EARLY', message: expect.stringContaining(DEADLINE) }]);
    expect((await read(regulator, id, 'sealingKey { privateKey releasedAt }')).sealingKey).toEqual({ privateKey: null, releasedAt: null });
    expect(codes(await at(DEADLINE, () => release(service, id, { witnessedBy: 'council-1' })))).toEqual(['OPENING_BY_ONE_PERSON']);

    const key = { idempotencyKey: randomUUID() };
    const { tender: { sealingKey } } = await at(DEADLINE, () => release(service, id, key));
    expect(sealingKey).toMatchObject({ releasedAt: DEADLINE, requestedBy: 'council-1', witnessedBy: 'witness-1' });
    const { plaintext } = await compactDecrypt(sealed, await importJWK(JSON.parse(sealingKey.privateKey) as JWK));
    expect(Buffer.from(plaintext).toString()).toBe('a rate table');

    expect((await at(DEADLINE, () => release(service, id, key))).tender.sealingKey.releasedAt).toBe(DEADLINE);
    expect((await at(DEADLINE, () => release(service, id))).problems).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('RELEASED') }]);
    const entries = await house.database.query(`SELECT action, reason FROM audit_entry WHERE entity = 'SealingKey' AND entity_id = $1 ORDER BY seq`, [id]);
    expect(entries).toEqual([{ action: 'ISSUE', reason: null }, { action: 'RELEASE', reason: 'Asked for by council-1, witnessed by witness-1.' }]);
  });

  it('is released once to two who ask at the same moment', async () => {
    const id = tender('BIDDING');
    await issue(service, id);
    const both = await at(DEADLINE, () => Promise.all([release(service, id), release(service, id)]));
    expect(both.map(codes).sort()).toEqual([[], ['CONFLICT']]);
  });

  it.each([['PUBLISHED'], ['OPENED'], ['UNSUCCESSFUL'], ['CANCELLED']])('stays sealed for a tender that is %s', async (state) => {
    const id = tender(state);
    await issue(service, id);
    expect(codes(await at(DEADLINE, () => release(service, id)))).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('believes the tender\'s own record, not who tells', async () => {
    const id = tender('BIDDING', { opening: { requestedBy: 'council-1', witnessedBy: 'witness-2' } });
    await issue(service, id);
    expect(codes(await at(DEADLINE, () => release(service, id)))).toEqual(['OPENING_NOT_AS_RECORDED']);
  });

  it('is told by houses alone', async () => {
    const id = tender('BIDDING');
    for (const who of [principalOf('council'), regulator, principalOf('insurer_officer', 'i-1')]) {
      expect(codes(await issue(who, id))).toEqual(['NOT_YOURS']);
      expect(codes(await release(who, id))).toEqual(['NOT_YOURS']);
    }
  });

  it('needs a key to release, and a tender that is', async () => {
    const id = randomUUID();
    expect(codes(await release(service, id))).toEqual(['NOT_FOUND']);
    await issue(service, id);
    expect(codes(await release(service, id))).toEqual(['NOT_FOUND']);
    house.graph.down = true;
    expect(codes(await release(service, id))).toEqual(['SOURCE_UNAVAILABLE']);
    house.graph.down = false;
  });
});

describe('complaints', () => {
  const COMPLAINT = 'complaint { id lotId complainant grounds state blocksSigning decisionReason remedy filedAt availableActions history { action from to by reason } tender { id signingBlocked complaints { id } } }';
  const bidder = principalOf('insurer_officer', 'insurer-1');
  const association = principalOf('association_officer', 'association-1');
  const reviewBody = principalOf('review_body');
  const council = principalOf('council');
  const standing = () => tender('STANDSTILL', { bidCommitments: [{ insurer: { id: 'insurer-1' } }] });
  const file = (who: Principal, tenderId: string, more: Record<string, unknown> = {}) => house.tell(who, 'fileComplaint', { tenderId, grounds: 'The score is wrong.', ...more }, COMPLAINT);
  const act = (who: Principal, complaintId: string, action: string, more: Record<string, unknown> = {}) => house.tell(who, 'actOnComplaint', { complaintId, action, ...more }, COMPLAINT);

  it('block signing from the moment they are filed until they fail', async () => {
    const id = standing();
    const { complaint } = await file(bidder, id, { lotId: 'lot-1' });
    expect(complaint).toMatchObject({
      lotId: 'lot-1', complainant: 'insurer-1', grounds: 'The score is wrong.', state: 'FILED', blocksSigning: true, filedAt: '2026-03-01T09:00:00.000Z',
      availableActions: ['WITHDRAW'], tender: { id, signingBlocked: true },
    });
    expect((await act(reviewBody, complaint.id, 'ADMIT')).complaint.blocksSigning).toBe(true);
    expect((await act(reviewBody, complaint.id, 'START_REVIEW')).complaint.availableActions).toEqual(['UPHOLD', 'REJECT']);
    const { complaint: rejected } = await act(reviewBody, complaint.id, 'REJECT', { reason: 'The score stands.' });
    expect(rejected).toMatchObject({ state: 'REJECTED', blocksSigning: false, decisionReason: 'The score stands.', tender: { signingBlocked: false }, availableActions: [] });
    expect(rejected.history.map(({ action, to }: Record<string, string>) => `${action} ${to}`)).toEqual(['FILE FILED', 'ADMIT ADMISSIBLE', 'START_REVIEW UNDER_REVIEW', 'REJECT REJECTED']);
  });

  it('go on blocking when upheld, until the council has done what was ordered', async () => {
    const id = standing();
    const { complaint } = await file(association, id);
    await act(reviewBody, complaint.id, 'ADMIT');
    await act(reviewBody, complaint.id, 'START_REVIEW');
    expect((await act(reviewBody, complaint.id, 'UPHOLD', { reason: 'Right.' })).problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'remedy'] }]);
    expect((await act(reviewBody, complaint.id, 'UPHOLD', { reason: 'Right.', remedy: 'Score again.' })).complaint)
      .toMatchObject({ state: 'UPHELD', remedy: 'Score again.', decisionReason: 'Right.', tender: { signingBlocked: true } });
    expect(codes(await act(reviewBody, complaint.id, 'MARK_REMEDIED', { reason: 'Done.' }))).toEqual(['NOT_YOURS']);
    expect((await act(council, complaint.id, 'MARK_REMEDIED', { reason: 'Done.' })).complaint).toMatchObject({ state: 'REMEDIED', decisionReason: 'Right.', tender: { signingBlocked: false } });
  });

  it('are withdrawn by who filed them alone', async () => {
    const { complaint } = await file(bidder, standing());
    expect(codes(await act(principalOf('insurer_officer', 'insurer-2'), complaint.id, 'WITHDRAW'))).toEqual(['NOT_YOURS']);
    expect(codes(await act(council, complaint.id, 'WITHDRAW'))).toEqual(['NOT_YOURS']);
    expect((await act(bidder, complaint.id, 'WITHDRAW')).complaint).toMatchObject({ state: 'WITHDRAWN', blocksSigning: false });
    expect(codes(await act(reviewBody, complaint.id, 'ADMIT'))).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('are judged by the review body, never by the council or the regulator', async () => {
    const { complaint } = await file(bidder, standing());
    for (const who of [council, regulator, bidder]) expect(codes(await act(who, complaint.id, 'ADMIT'))).toEqual(['NOT_YOURS']);
    expect(codes(await act(reviewBody, complaint.id, 'DECLARE_INADMISSIBLE', { reason: ' ' }))).toEqual(['INVALID_INPUT']);
    expect((await act(reviewBody, complaint.id, 'DECLARE_INADMISSIBLE', { reason: 'Too vague.' })).complaint).toMatchObject({ state: 'INADMISSIBLE', decisionReason: 'Too vague.' });
    expect(codes(await act(reviewBody, randomUUID(), 'ADMIT'))).toEqual(['NOT_FOUND']);
  });

  it('are filed in standstill, by a bidder or an association', async () => {
    expect((await file(bidder, tender('EVALUATION'))).problems).toMatchObject([{ code: 'NOT_IN_STANDSTILL', message: expect.stringContaining('EVALUATION') }]);
    expect(codes(await file(principalOf('insurer_officer', 'insurer-2'), standing()))).toEqual(['NOT_A_BIDDER']);
    expect(codes(await file(council, standing()))).toEqual(['NOT_YOURS']);
    expect(codes(await file(bidder, standing(), { lotId: 'lot-9' }))).toEqual(['NOT_FOUND']);
    expect(codes(await file(bidder, standing(), { grounds: '' }))).toEqual(['INVALID_INPUT']);
    expect(codes(await file(bidder, randomUUID()))).toEqual(['NOT_FOUND']);
    house.graph.down = true;
    expect(codes(await file(bidder, standing()))).toEqual(['SOURCE_UNAVAILABLE']);
    house.graph.down = false;
  });

  it('are one under one key', async () => {
    const id = standing();
    const key = { idempotencyKey: randomUUID() };
    const first = await file(bidder, id, key);
    const again = await file(bidder, id, key);
    expect(again.complaint.id).toBe(first.complaint.id);
    expect(again.complaint.tender.complaints).toHaveLength(1);
  });

  it('end in one way when two decide at once', async () => {
    const { complaint } = await file(bidder, standing());
    const both = await Promise.all([act(reviewBody, complaint.id, 'ADMIT'), act(bidder, complaint.id, 'WITHDRAW')]);
    const states = both.flatMap((each) => (each.problems.length === 0 ? [each.complaint.state as string] : []));
    const refused = both.flatMap(({ problems }) => problems);
    // Withdrawing what was just admitted is lawful; admitting what was just withdrawn is not.
    expect(states.length + refused.length).toBe(2);
    for (const { code } of refused) expect(['CONFLICT', 'TRANSITION_NOT_ALLOWED']).toContain(code);
    const { data } = await house.ask(regulator, 'query ($id: ID!) { complaint(id: $id) { state history { to } } }', { id: complaint.id });
    expect(data.complaint.history.at(-1).to).toBe(data.complaint.state);
    expect(data.complaint.history).toHaveLength(1 + states.length);
  });

  it('are listed the newest first, by state and tender, to whom they may be shown', async () => {
    const id = standing();
    const made: string[] = [];
    for (const who of [bidder, association, bidder]) made.unshift((await file(who, id)).complaint.id as string);
    await act(reviewBody, made[0] as string, 'ADMIT');
    const list = async (who: Principal, filter: Record<string, unknown> = {}, page = ''): Promise<{ edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }> => {
      const { data, codes: refused } = await house.ask(who, `query ($filter: ComplaintFilter) { complaints(filter: $filter ${page}) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`, { filter: { tenderId: id, ...filter } });
      expect(refused).toEqual([]);
      return data.complaints;
    };
    const idsOf = ({ edges }: { edges: { node: { id: string } }[] }): string[] => edges.map(({ node }) => node.id);
    for (const who of [regulator, council, reviewBody]) expect(idsOf(await list(who))).toEqual(made);
    expect(idsOf(await list(bidder))).toEqual([made[0], made[2]]);
    for (const who of [principalOf('insurer_officer', 'insurer-2'), principalOf('partner'), principalOf('member', 'association-1')]) expect(idsOf(await list(who))).toEqual([]);
    expect(idsOf(await list(regulator, { states: ['ADMISSIBLE'] }))).toEqual([made[0]]);
    expect(idsOf(await list(regulator, { states: ['FILED', 'ADMISSIBLE'] }))).toEqual(made);
    expect(idsOf(await list(regulator, { tenderId: 'another' }))).toEqual([]);
    const first = await list(regulator, {}, ', first: 2');
    expect([...idsOf(first), ...idsOf(await list(regulator, {}, `, first: 2, after: "${first.pageInfo.endCursor}"`))]).toEqual(made);
    expect((await house.ask(regulator, '{ complaints(after: "WyJ4Il0") { edges { cursor } } }')).codes).toEqual(['INVALID_INPUT']);
  });

  it('are read by who judges them and who filed them', async () => {
    const id = standing();
    const { complaint } = await file(bidder, id);
    await file(association, id);
    for (const [who, seen] of [[regulator, 2], [council, 2], [reviewBody, 2], [bidder, 1], [principalOf('insurer_officer', 'insurer-2'), 0]] as const) {
      const { complaints, signingBlocked } = await read(who, id, 'complaints { id } signingBlocked');
      expect(complaints).toHaveLength(seen);
      expect(signingBlocked).toBe(true);
      const { data } = await house.ask(who, 'query ($id: ID!) { complaint(id: $id) { id } }', { id: complaint.id });
      expect(data.complaint !== null).toBe(seen > 0);
    }
  });

  it('cost the same number of statements for one tender and for many', async () => {
    const ids = [standing(), standing(), standing(), standing()];
    for (const id of ids) {
      await file(bidder, id);
      await file(association, id);
    }
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Tender { noObjection { state } sealingKey { kid } signingBlocked complaints { id history { action } } } } }';
    house.statements();
    for (const some of [ids.slice(0, 1), ids]) {
      const { data } = await house.ask(regulator, query, { representations: some.map((id) => ({ __typename: 'Tender', id })) });
      expect(data._entities[0].complaints).toHaveLength(2);
      expect(house.statements()).toHaveLength(5);
    }
  });
});
