import DataLoader from 'dataloader';
import { dayInRiyadh } from './domain/cover.ts';
import type { PreAuthorization } from './domain/pre-authorization.ts';
import { asItStands } from './domain/standing.ts';
import type { StandingCover } from './domain/standing.ts';
import type { Caller } from './identity.ts';
import type { Book } from './store/book.ts';

/** What the insurer is, for as long as it runs. */
export interface Insurer {
  readonly insurerId: string;
  /** Identifiers of the plans it has published in the graph. */
  readonly plans: ReadonlySet<string>;
  readonly book: Book;
  readonly now: () => Date;
}

/** What a resolver is given: made anew for each call, so that nothing of one caller reaches another. */
export interface Context extends Insurer {
  readonly caller: Caller;
  readonly covers: DataLoader<string, StandingCover | null>;
  readonly preAuthorizations: DataLoader<string, PreAuthorization | null>;
  readonly ofCover: DataLoader<string, PreAuthorization[]>;
  readonly ofPolicy: DataLoader<string, PreAuthorization[] | null>;
}

export function contextOf(insurer: Insurer, caller: Caller): Context {
  const { book } = insurer;
  const today = dayInRiyadh(insurer.now());
  return {
    ...insurer,
    caller,
    // A thousand references are one reading each, and one of where their policies stand.
    covers: new DataLoader(async (ids) => {
      const covers = await book.coversById(ids);
      const policyIds = [...new Set(covers.flatMap((cover) => cover?.policyId ?? []))];
      const standings = new Map((await book.standingsOfPolicies(policyIds)).map((standing, at) => [policyIds[at], standing]));
      return covers.map((cover) => (cover === undefined ? null : asItStands(cover, standings.get(cover.policyId), today)));
    }),
    preAuthorizations: new DataLoader(async (ids) => (await book.preAuthorizationsById(ids)).map((each) => each ?? null)),
    ofCover: new DataLoader((ids) => book.preAuthorizationsOfCovers(ids)),
    ofPolicy: new DataLoader(async (ids) => (await book.preAuthorizationsOfPolicies(ids)).map((each) => each ?? null)),
  };
}
