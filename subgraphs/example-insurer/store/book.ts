import type { LineAnswer } from '../domain/apply-line.ts';
import type { Cover } from '../domain/cover.ts';
import type { PreAuthorization } from '../domain/pre-authorization.ts';
import { laterOf } from '../domain/standing.ts';
import type { Standing } from '../domain/standing.ts';
import { openJournal } from './journal.ts';

/** One told command and all that came of it. */
export interface Enrolled {
  readonly key: string;
  /** Hash of the whole input, so that a key that comes again with another input is known. */
  readonly inputHash: string;
  readonly policyId: string;
  readonly batchId: string;
  readonly answers: readonly LineAnswer[];
  readonly covers: readonly Cover[];
  readonly preAuthorizations: readonly PreAuthorization[];
}

/** Where a policy stood when this was told: what was told, or what was known to be later. */
export interface StandingTold {
  readonly key: string;
  readonly inputHash: string;
  readonly standing: Standing;
}

/** What was there before the journal began. */
export interface Carried {
  readonly covers: readonly Cover[];
  readonly standings: readonly Standing[];
}

/** What we hold. Everything is read by many keys at once; behind these functions a database would make one statement of it. */
export interface Book {
  coversById(ids: readonly string[]): Promise<(Cover | undefined)[]>;
  preAuthorizationsById(ids: readonly string[]): Promise<(PreAuthorization | undefined)[]>;
  /** Newest first. */
  preAuthorizationsOfCovers(coverageIds: readonly string[]): Promise<PreAuthorization[][]>;
  /** Undefined for a policy under which nothing was ever enrolled. */
  preAuthorizationsOfPolicies(policyIds: readonly string[]): Promise<(PreAuthorization[] | undefined)[]>;
  enrolled(key: string): Promise<Enrolled | undefined>;
  /** Undefined for a policy of which nothing was told: it is in force on its days. */
  standingsOfPolicies(policyIds: readonly string[]): Promise<(Standing | undefined)[]>;
  standingTold(key: string): Promise<StandingTold | undefined>;
  /** Answers already given to lines of a batch, by line. */
  answersOf(batchId: string): Promise<ReadonlyMap<string, LineAnswer>>;
  /** All of it or nothing; on the disk when answered. */
  record(enrolled: Enrolled): Promise<void>;
  /** On the disk when answered. */
  recordStanding(told: StandingTold): Promise<void>;
  /** One at a time, in the order asked: what is read in it stays true until it ends. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/**
 * Keeps everything in memory and, with a file, every command in a journal that is read again at the next start.
 */
export async function openBook(file: string | null, carried: Carried = { covers: [], standings: [] }): Promise<Book> {
  const covers = new Map<string, Cover>();
  const preAuthorizations = new Map<string, PreAuthorization>();
  const ofCover = new Map<string, PreAuthorization[]>();
  const ofPolicy = new Map<string, PreAuthorization[]>();
  const commands = new Map<string, Enrolled>();
  const answers = new Map<string, Map<string, LineAnswer>>();
  const standings = new Map<string, Standing>();
  const standingsTold = new Map<string, StandingTold>();

  for (const standing of carried.standings) stand(standing);
  for (const cover of carried.covers) {
    covers.set(cover.id, cover);
    listOf(ofPolicy, cover.policyId);
  }
  const journal = await openJournal<Enrolled | StandingTold>(file, (fact) => ('standing' in fact ? rememberStanding(fact) : remember(fact)));
  let last: Promise<unknown> = Promise.resolve();

  function stand(standing: Standing): void {
    standings.set(standing.policyId, laterOf(standings.get(standing.policyId), standing));
  }

  function rememberStanding(told: StandingTold): void {
    standingsTold.set(told.key, told);
    stand(told.standing);
  }

  function remember(enrolled: Enrolled): void {
    commands.set(enrolled.key, enrolled);
    for (const cover of enrolled.covers) covers.set(cover.id, cover);
    listOf(ofPolicy, enrolled.policyId);
    for (const each of enrolled.preAuthorizations) {
      preAuthorizations.set(each.id, each);
      listOf(ofCover, each.coverageId).unshift(each);
      listOf(ofPolicy, each.policyId).unshift(each);
    }
    const ofBatch = answers.get(enrolled.batchId) ?? new Map<string, LineAnswer>();
    answers.set(enrolled.batchId, ofBatch);
    for (const answer of enrolled.answers) ofBatch.set(answer.lineId, answer);
  }

  return {
    coversById: (ids) => Promise.resolve(ids.map((id) => covers.get(id))),
    preAuthorizationsById: (ids) => Promise.resolve(ids.map((id) => preAuthorizations.get(id))),
    preAuthorizationsOfCovers: (ids) => Promise.resolve(ids.map((id) => ofCover.get(id) ?? [])),
    preAuthorizationsOfPolicies: (ids) => Promise.resolve(ids.map((id) => ofPolicy.get(id))),
    enrolled: (key) => Promise.resolve(commands.get(key)),
    standingsOfPolicies: (ids) => Promise.resolve(ids.map((id) => standings.get(id))),
    standingTold: (key) => Promise.resolve(standingsTold.get(key)),
    answersOf: (batchId) => Promise.resolve(answers.get(batchId) ?? new Map<string, LineAnswer>()),
    async record(enrolled) {
      await journal.append(enrolled);
      remember(enrolled);
    },
    async recordStanding(told) {
      await journal.append(told);
      rememberStanding(told);
    },
    alone(work) {
      const mine = last.then(work);
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => last.then(() => journal.close()),
  };
}

function listOf<Item>(lists: Map<string, Item[]>, key: string): Item[] {
  const found = lists.get(key) ?? [];
  lists.set(key, found);
  return found;
}
