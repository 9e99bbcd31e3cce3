import type { Role } from '../../../../schema/contracts/identity.ts';
import type { Tender } from './tender.ts';
import type { TenderState } from './tender-life.ts';

/** Who looks: the roles of the token and the organisation it speaks for. */
export interface Viewer {
  readonly subject: string;
  readonly organisation: string | null;
  readonly roles: readonly Role[];
}

const has = (viewer: Viewer, ...roles: Role[]): boolean => roles.some((role) => viewer.roles.includes(role));

/** Those who run or watch the whole process, and the houses when they ask for a decision. */
function overseesAll(viewer: Viewer): boolean {
  return has(viewer, 'council', 'regulator', 'review_body', 'service');
}

export function seesDrafts(viewer: Viewer): boolean {
  return has(viewer, 'council', 'regulator', 'service');
}

/** Whose associations' own figures the viewer may read: all, one, or none. */
export function associationsSeenBy(viewer: Viewer): 'ALL' | { readonly id: string } | null {
  if (overseesAll(viewer)) return 'ALL';
  return has(viewer, 'association_officer') && viewer.organisation !== null ? { id: viewer.organisation } : null;
}

const AFTER_PUBLICATION: readonly TenderState[] = [
  'PUBLISHED', 'BIDDING', 'OPENED', 'EVALUATION', 'AWARD_PROPOSED', 'STANDSTILL', 'AWARDED', 'CONTRACTED', 'ENROLLING',
  'COMPLETE', 'UNSUCCESSFUL',
];

const AFTER_OPENING: readonly TenderState[] = [
  'OPENED', 'EVALUATION', 'AWARD_PROPOSED', 'STANDSTILL', 'AWARDED', 'CONTRACTED', 'ENROLLING', 'COMPLETE',
];

/** Cells are for those who price them, once they are invited to; an association reads its own roster and the totals. */
export function seesCensus(viewer: Viewer, state: TenderState): boolean {
  return overseesAll(viewer) || (has(viewer, 'insurer_officer') && AFTER_PUBLICATION.includes(state));
}

/** Until the opening nobody who bids, or might tell, learns who else has sealed. */
export function seesCommitment(viewer: Viewer, state: TenderState, insurerId: string): boolean {
  if (overseesAll(viewer) || AFTER_OPENING.includes(state)) return true;
  return has(viewer, 'insurer_officer') && viewer.organisation === insurerId;
}

/** The award notice is out: with it scores and awards become readable to those it concerns. */
export function noticeGiven(tender: Pick<Tender, 'standstillEndsAt'>): boolean {
  return tender.standstillEndsAt !== null;
}

/** Scores are the overseers' from the start, and after the notice bidders' and associations' too; not while they are made anew. */
export function seesEvaluation(viewer: Viewer, tender: Pick<Tender, 'standstillEndsAt' | 'state'>): boolean {
  return overseesAll(viewer) || (noticeGiven(tender) && tender.state !== 'EVALUATION' && has(viewer, 'association_officer', 'insurer_officer'));
}

/** Of an evaluation it may see at all, a bidder reads its own judgement and the winner's. */
export function seesJudgementOf(viewer: Viewer, bid: { readonly insurerId: string; readonly rank: number | null }): boolean {
  return overseesAll(viewer) || has(viewer, 'association_officer') || viewer.organisation === bid.insurerId || bid.rank === 1;
}

/** Policies called off are the association's, its insurer's and the overseers' to see. */
export function callOffsSeenBy(viewer: Viewer, insurerId: string): 'ALL' | { readonly id: string } | null {
  if (has(viewer, 'insurer_officer') && viewer.organisation === insurerId) return 'ALL';
  return associationsSeenBy(viewer);
}
