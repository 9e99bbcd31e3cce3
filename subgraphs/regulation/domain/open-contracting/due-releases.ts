import { awardedLots, awardsSection, contractsSection, implementationSection } from './awards-section.ts';
import { judgedBids, openedBids, tendererParties, tenderersOf } from './bids-section.ts';
import { COUNCIL, LANGUAGE, party, referenceTo, reviewBodyOf } from './parties.ts';
import { isObject } from './release.ts';
import type { Json, JsonObject, Release } from './release.ts';
import { lotOf, stepAt, tenderSection, titled } from './tender-section.ts';
import type { TenderFacts } from './tender-facts.ts';

/** One thing that happened to a tender and is to be told, with the tags the standard has for it. */
interface Stage {
  /** Stands in the release's identifier and tells that it was made already. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly date: string;
  readonly body: JsonObject;
}

/**
 * The releases that the facts call for and that were not made yet, oldest first. Each is made once: asked again with the same
 * facts there are none, and a tender that took several steps before anybody looked gets them all, each at its own time.
 * @param made the releases of this tender so far, oldest first.
 */
export function dueReleases(facts: TenderFacts, made: readonly Release[]): readonly Release[] {
  const known = new Set(made.map(({ id }) => id));
  const due: Release[] = [];
  let latest = made.at(-1)?.date ?? '';
  for (const stage of stagesOf(facts, made)) {
    const id = `${facts.ocid}-${stage.name}`;
    if (known.has(id)) continue;
    // A process is read in the order of dates; nothing that is told later may stand before what was told.
    const date = instant(stage.date > latest ? stage.date : latest);
    latest = date;
    due.push({ ocid: facts.ocid, id, date, tag: stage.tags, initiationType: 'tender', language: LANGUAGE, ...stage.body });
  }
  return due;
}

function* stagesOf(facts: TenderFacts, made: readonly Release[]): Generator<Stage> {
  const at = (action: string): string | null => stepAt(facts, action);
  const pooling = at('OPEN_POOLING');
  // A draft that never opened its pool is the council's own paper.
  if (pooling === null) return;
  yield { name: 'planning', tags: ['planning'], date: pooling, body: planning(facts) };
  const published = at('PUBLISH');
  if (published !== null) yield { name: 'tender', tags: ['tender'], date: published, body: invitation(facts) };
  for (const amendment of facts.amendments) yield { name: `amendment-${amendment.number}`, tags: ['tenderAmendment'], date: amendment.at, body: amended(facts, amendment) };
  const opened = at('OPEN');
  if (opened !== null) yield { name: 'opening', tags: ['tenderUpdate'], date: opened, body: opening(facts) };
  const notice = at('START_STANDSTILL');
  if (notice !== null) yield { name: 'award', tags: ['award'], date: notice, body: awarded(facts, notice) };
  yield* judgedAgain(facts, made);
  for (const [index, { at: confirmed }] of stepsOf(facts, 'CONFIRM_AWARD').entries()) {
    yield { name: numbered('award-final', index), tags: ['awardUpdate'], date: confirmed, body: { awards: awardsSection(facts, notice ?? confirmed) } };
  }
  const contracted = at('CONTRACT');
  if (contracted !== null) {
    yield { name: 'contract', tags: ['contract'], date: contracted, body: { contracts: contractsSection(facts, 'active') } };
    yield* implementation(facts, made, contracted);
  }
  yield* ending(facts, notice);
}

function planning(facts: TenderFacts): JsonObject {
  return {
    parties: [party(COUNCIL, 'procuringEntity', 'buyer'), reviewBodyOf(facts)],
    buyer: referenceTo(COUNCIL),
    planning: {
      rationale: 'Associations pool their need for employee health insurance, and one tender is run for all of them.',
      milestones: [{ id: 'pool', title: 'The pool of associations is counted', type: 'preProcurement', dueDate: facts.poolingEndsAt, status: 'scheduled' }],
    },
    tender: { id: facts.id, ...titled(facts), status: 'planning', procuringEntity: referenceTo(COUNCIL), lots: facts.lots.map((lot) => lotOf(lot, 'planning')) },
  };
}

function invitation(facts: TenderFacts): JsonObject {
  return {
    parties: facts.associations.map((association) => party(association, 'buyer')),
    planning: { milestones: [{ id: 'pool', status: 'met' }] },
    tender: tenderSection(facts),
  };
}

function amended(facts: TenderFacts, { number, note, biddingEndsAt, at }: TenderFacts['amendments'][number]): JsonObject {
  const before = number === 1 ? 'tender' : `amendment-${number - 1}`;
  return {
    tender: {
      id: facts.id,
      tenderPeriod: { endDate: biddingEndsAt },
      amendments: [{ id: String(number), date: at, description: note, amendsReleaseID: `${facts.ocid}-${before}`, releaseID: `${facts.ocid}-amendment-${number}` }],
    },
  };
}

function opening(facts: TenderFacts): JsonObject {
  const tenderers = tenderersOf(facts);
  return {
    parties: tendererParties(facts, new Set()),
    tender: { id: facts.id, status: 'complete', numberOfTenderers: tenderers.length, tenderers: tenderers.map(referenceTo), lots: facts.lots.map(({ id }) => ({ id, status: 'complete' })) },
    bids: openedBids(facts),
  };
}

function awarded(facts: TenderFacts, date: string): JsonObject {
  return {
    parties: tendererParties(facts, new Set(awardedLots(facts).map(({ award }) => award.insurer.id))),
    bids: judgedBids(facts),
    // A lot that was without an award may have one after it was evaluated anew.
    tender: { id: facts.id, lots: facts.lots.map(({ id, award }) => ({ id, status: award === null || award.state === 'CANCELLED' ? 'unsuccessful' : 'complete' })) },
    awards: awardsSection(facts, date, 'pending'),
  };
}

/** After an upheld complaint: awards that were set aside, and the notice that was given anew. */
function* judgedAgain(facts: TenderFacts, made: readonly Release[]): Generator<Stage> {
  const standing = new Set(awardedLots(facts).filter(({ award }) => award.state !== 'CANCELLED').map(({ award }) => award.id));
  const told = new Set(made.flatMap((release) => listIn(release['awards']).map(({ id }) => String(id))));
  const gone = [...told].filter((id) => !standing.has(id));
  for (const [index, { at }] of stepsOf(facts, 'RETURN_TO_EVALUATION').entries()) {
    yield { name: numbered('set-aside', index), tags: ['awardCancellation'], date: at, body: { awards: gone.map((id) => ({ id, status: 'cancelled' })) } };
  }
  for (const [index, { at }] of stepsOf(facts, 'START_STANDSTILL').entries()) {
    if (index > 0) yield { name: numbered('award', index), tags: ['awardUpdate'], date: at, body: awarded(facts, at) };
  }
}

function stepsOf({ steps }: TenderFacts, action: string): TenderFacts['steps'] {
  return steps.filter((step) => step.action === action);
}

/** The first of its kind has the bare name. */
function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

/** Policies that were ordered, issued or refused since it was last told of them. */
function* implementation(facts: TenderFacts, made: readonly Release[], contracted: string): Generator<Stage> {
  const told = toldMilestones(made);
  const contracts = implementationSection(facts, ({ id, status }) => told.get(String(id)) !== status);
  if (contracts.length === 0) return;
  const number = made.filter(({ tag }) => tag.some((each) => each.startsWith('implementation'))).length + 1;
  yield { name: `implementation-${number}`, tags: [number === 1 ? 'implementation' : 'implementationUpdate'], date: stepAt(facts, 'CALL_OFF') ?? contracted, body: { contracts } };
}

function* ending(facts: TenderFacts, notice: string | null): Generator<Stage> {
  const last = facts.steps.findLast(({ to }) => to === facts.state)?.at;
  if (last === undefined) return;
  const lots = (status: string): readonly JsonObject[] => facts.lots.map(({ id }) => ({ id, status }));
  const awards = (status: string): JsonObject => (notice === null || awardedLots(facts).length === 0 ? {} : { awards: awardsSection(facts, notice, status) });
  if (facts.state === 'UNSUCCESSFUL') {
    yield { name: 'unsuccessful', tags: ['tenderUpdate', ...(notice === null ? [] : ['awardUpdate'])], date: last, body: { tender: { id: facts.id, status: 'unsuccessful', lots: lots('unsuccessful') }, ...awards('unsuccessful') } };
  } else if (facts.state === 'CANCELLED') {
    const why: JsonObject = facts.cancellationReason === null ? {} : { amendments: [{ id: 'cancellation', date: last, rationale: facts.cancellationReason }] };
    yield { name: 'cancellation', tags: ['tenderCancellation', ...(notice === null ? [] : ['awardCancellation'])], date: last, body: { tender: { id: facts.id, status: 'cancelled', lots: lots('cancelled'), ...why }, ...awards('cancelled') } };
  } else if (facts.state === 'COMPLETE') {
    yield { name: 'termination', tags: ['contractTermination'], date: last, body: { contracts: contractsSection(facts, 'terminated') } };
  }
}

/** What was last told of each order. */
function toldMilestones(made: readonly Release[]): ReadonlyMap<string, Json> {
  const told = new Map<string, Json>();
  for (const release of made) {
    for (const contract of listIn(release['contracts'])) {
      const { implementation: section } = contract;
      for (const milestone of isObject(section) ? listIn(section['milestones']) : []) told.set(String(milestone['id']), milestone['status'] ?? null);
    }
  }
  return told;
}

function listIn(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Instants in one zone and one length sort as texts do. */
function instant(text: string): string {
  return new Date(text).toISOString();
}
