import { describe, expect, it } from '@jest/globals';
import { compileReleases } from '../../../../../subgraphs/regulation/domain/open-contracting/compile-releases.ts';
import { dueReleases } from '../../../../../subgraphs/regulation/domain/open-contracting/due-releases.ts';
import { recordPackage, releasePackage } from '../../../../../subgraphs/regulation/domain/open-contracting/packages.ts';
import type { Release } from '../../../../../subgraphs/regulation/domain/open-contracting/release.ts';
import type { TenderFacts } from '../../../../../subgraphs/regulation/domain/open-contracting/tender-facts.ts';
import { checkRecordPackage, checkReleasePackage } from '../../../../kit/ocds-checks.ts';
import { INSURERS, factsAfter, withCallOffs } from './facts.ts';

const namesOf = (releases: readonly Release[]): string[] => releases.map(({ id }) => id.replace('ocds-sbx-1-', ''));

/** Told of after every step, as it happens. */
function releasedStepByStep(...all: readonly TenderFacts[]): readonly Release[] {
  return all.reduce<readonly Release[]>((made, facts) => [...made, ...dueReleases(facts, made)], []);
}

const ACTIONS = ['OPEN_POOLING', 'FREEZE_POOL', 'PUBLISH', 'START_BIDDING', 'OPEN', 'START_EVALUATION', 'PROPOSE_AWARD', 'START_STANDSTILL', 'CONFIRM_AWARD', 'CONTRACT', 'COMPLETE'];
const WHOLE_LIFE = ['planning', 'tender', 'opening', 'award', 'award-final', 'contract', 'termination'];

describe('the releases of a tender', () => {
  it('are made one a stage, and none for what nobody outside need know', () => {
    expect(namesOf(dueReleases(factsAfter('NONE'), []))).toEqual([]);
    expect(namesOf(releasedStepByStep(...ACTIONS.map((action) => factsAfter(action))))).toEqual(WHOLE_LIFE);
  });

  it('are all made when somebody looks late, each at its own time, and none twice', () => {
    const made = dueReleases(factsAfter('COMPLETE'), []);
    expect(namesOf(made)).toEqual(WHOLE_LIFE);
    expect(made.map(({ date }) => date)).toEqual([...made.map(({ date }) => date)].sort());
    expect(dueReleases(factsAfter('COMPLETE'), made)).toEqual([]);
  });

  it('hold no bid, no number of bids and no insurer before the opening', () => {
    const text = JSON.stringify(releasedStepByStep(...ACTIONS.slice(0, 4).map((action) => factsAfter(action))));
    expect(text).not.toMatch(/"bids"|tenderers|numberOfTenderers|bid-/);
    for (const { id } of INSURERS) expect(text).not.toContain(id);
  });

  it('hold no price before the award notice', () => {
    const text = JSON.stringify(dueReleases(factsAfter('START_EVALUATION'), []));
    expect(text).toContain('bid-1');
    expect(text).not.toMatch(/1000\.5|"value":\{|900/);
  });

  it('tell with the notice what each bid asked for and what became of it', () => {
    const award = dueReleases(factsAfter('START_STANDSTILL'), []).at(-1);
    expect(award).toMatchObject({
      tag: ['award'],
      bids: { details: [{ id: 'bid-0', status: 'valid', value: { amount: 1000.5, currency: 'XTS' } }, { id: 'bid-1', status: 'disqualified', value: { amount: 900 } }, { id: 'bid-2', status: 'disqualified' }] },
      awards: [{ id: 'award-1', status: 'pending', suppliers: [{ id: 'insurer-one' }] }],
    });
  });

  it('say with the notice which lot nobody is chosen for, and with a later one that somebody is', () => {
    const before = factsAfter('START_STANDSTILL');
    const [lot] = before.lots;
    if (lot === undefined) throw new Error('a lot was expected');
    const facts = { ...before, lots: [lot, { ...lot, id: 'lot-2', award: null }] };
    const made = dueReleases(facts, []);
    const lots = (releases: readonly Release[]) => (compileReleases(releases) as unknown as { tender: { lots: { id: string; status: string }[] } }).tender.lots.map(({ id, status }) => [id, status]);
    expect(lots(made)).toEqual([['lot-1', 'complete'], ['lot-2', 'unsuccessful']]);
    expect(checkReleasePackage(releasePackage('https://graph.test/all', made))).toEqual([]);

    const anew = [['RETURN_TO_EVALUATION', 'EVALUATION'], ['PROPOSE_AWARD', 'AWARD_PROPOSED'], ['START_STANDSTILL', 'STANDSTILL']].map(([action = '', to = ''], index) => ({ action, to, at: `2026-03-2${index}T08:00:00.000Z` }));
    const judged = { ...facts, steps: [...facts.steps, ...anew], lots: [lot, { ...lot, id: 'lot-2', award: lot.award && { ...lot.award, id: 'award-2' } }] };
    expect(lots([...made, ...dueReleases(judged, made)])).toEqual([['lot-1', 'complete'], ['lot-2', 'complete']]);
  });

  it('are valid by the standard, alone, together and merged', () => {
    const made = releasedStepByStep(...ACTIONS.map((action) => factsAfter(action)), withCallOffs(factsAfter('COMPLETE'), { 'order-1': 'ORDERED' }));
    for (const release of made) expect(checkReleasePackage(releasePackage('https://graph.test/one', [release]))).toEqual([]);
    expect(checkReleasePackage(releasePackage('https://graph.test/all', made))).toEqual([]);
    expect(checkRecordPackage(recordPackage('https://graph.test/record', made, ({ id }) => `https://graph.test/${id}`))).toEqual([]);
  });

  it('follow an amendment with a release that names what it amends', () => {
    const amendments = [1, 2].map((number) => ({ number, note: 'Later.', biddingEndsAt: `2026-03-2${number}T00:00:00Z`, at: `2026-03-04T0${number}:00:00.000Z` }));
    const made = releasedStepByStep(factsAfter('START_BIDDING'), factsAfter('START_BIDDING', { amendments }));
    expect(namesOf(made)).toEqual(['planning', 'tender', 'amendment-1', 'amendment-2']);
    expect(made[3]).toMatchObject({ tag: ['tenderAmendment'], tender: { amendments: [{ id: '2', amendsReleaseID: 'ocds-sbx-1-amendment-1', releaseID: 'ocds-sbx-1-amendment-2' }] } });
    expect(compileReleases(made)).toMatchObject({ tender: { tenderPeriod: { endDate: '2026-03-22T00:00:00Z' }, amendments: [{ id: '1' }, { id: '2' }] } });
  });

  it('tell of orders as they come and as they are answered, and of each state once', () => {
    const contracted = factsAfter('CONTRACT');
    const made = releasedStepByStep(contracted, withCallOffs(contracted, { a: 'ORDERED' }), withCallOffs(contracted, { a: 'POLICY_ISSUED', b: 'REFUSED' }), withCallOffs(contracted, { a: 'POLICY_ISSUED', b: 'REFUSED' }));
    expect(made.slice(6).map(({ tag }) => tag)).toEqual([['implementation'], ['implementationUpdate']]);
    expect(compileReleases(made)).toMatchObject({ contracts: [{ implementation: { milestones: [{ id: 'a', status: 'met' }, { id: 'b', status: 'notMet' }] } }] });
  });

  it('end with a cancellation, or with nobody found', () => {
    const ended = (state: string, action: string, before: TenderFacts): Release | undefined =>
      dueReleases({ ...before, state, cancellationReason: state === 'CANCELLED' ? 'NO_DEMAND' : null, steps: [...before.steps, { action, to: state, at: '2026-03-28T08:00:00.000Z' }] }, []).at(-1);
    expect(ended('CANCELLED', 'CONFIRM_CANCELLATION', factsAfter('START_BIDDING'))).toMatchObject({ tag: ['tenderCancellation'], tender: { status: 'cancelled', amendments: [{ rationale: 'NO_DEMAND' }] } });
    expect(ended('CANCELLED', 'CONFIRM_CANCELLATION', factsAfter('CONFIRM_AWARD'))).toMatchObject({ tag: ['tenderCancellation', 'awardCancellation'], awards: [{ status: 'cancelled' }] });
    expect(ended('UNSUCCESSFUL', 'CLOSE_BIDDING', factsAfter('START_BIDDING'))).toMatchObject({ tag: ['tenderUpdate'], tender: { status: 'unsuccessful' } });
    expect(ended('UNSUCCESSFUL', 'FAIL_AWARDS', factsAfter('START_STANDSTILL'))).toMatchObject({ tag: ['tenderUpdate', 'awardUpdate'], awards: [{ status: 'unsuccessful' }] });
  });
});

describe('the check of the standard', () => {
  it('finds what is not allowed', () => {
    const [release] = dueReleases(factsAfter('OPEN_POOLING'), []);
    const broken = (change: Record<string, unknown>): string[] => checkReleasePackage({ ...releasePackage('https://graph.test/x', release === undefined ? [] : [release]), releases: [{ ...release, ...change }] });
    expect(broken({})).toEqual([]);
    expect(broken({ tag: ['news'] })).not.toEqual([]);
    expect(broken({ date: 'yesterday' })).not.toEqual([]);
    expect(broken({ nationalId: '1' })).not.toEqual([]);
    expect(broken({ tender: { status: 'active' } })).not.toEqual([]);
  });
});
