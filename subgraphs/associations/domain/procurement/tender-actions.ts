import { availableActions } from '../../../kit/transitions.ts';
import { maySign } from './agreement-actions.ts';
import type { FrameworkAgreement } from './award.ts';
import type { ProcurementPlan } from './pool.ts';
import type { Opening, Tender } from './tender.ts';
import type { TenderAction } from './tender-life.ts';
import { TENDER_LIFE } from './tender-life.ts';
import { independentWitness } from './tender-guards.ts';
import type { Viewer } from './viewer.ts';

/** What the house knows without asking anyone, by which an action is offered or not. */
export interface ActionFacts {
  readonly now: Date;
  readonly opening: Opening | null;
  readonly agreements: readonly FrameworkAgreement[];
  /** The viewer's own plan in this tender; null when it has none. */
  readonly plan: ProcurementPlan | null;
}

/** An action a viewer is offered: what only houses do is never. */
export type OfferedAction = Exclude<TenderAction, HouseAction>;

type HouseAction = 'FAIL_AWARDS' | 'RETURN_TO_EVALUATION';

const OF_HOUSES: readonly TenderAction[] = ['FAIL_AWARDS', 'RETURN_TO_EVALUATION'];

/** What the viewer may do with a tender now, as far as this house can tell; facts of others are asked by the command. */
export function tenderActionsFor(tender: Tender, viewer: Viewer, facts: ActionFacts): OfferedAction[] {
  return availableActions(TENDER_LIFE, tender.state, viewer.roles)
    .filter((action): action is OfferedAction => !OF_HOUSES.includes(action) && isOpen(action, tender, viewer, facts));
}

function isOpen(action: TenderAction, tender: Tender, viewer: Viewer, { now, opening, agreements, plan }: ActionFacts): boolean {
  switch (action) {
    case 'OPEN_POOLING':
      return now < tender.poolingEndsAt;
    case 'AMEND':
      return now < tender.biddingEndsAt;
    case 'REQUEST_OPENING':
      return now >= tender.biddingEndsAt && opening === null;
    case 'WITNESS_OPENING':
      return opening !== null && opening.witnessedAt === null && independentWitness({
        now, opening: { ...opening, witness: viewer.subject, witnessOrganisation: viewer.organisation },
      }) === null;
    case 'SIGN':
      return agreements.some((agreement) => maySign(agreement, viewer));
    case 'CALL_OFF':
      return plan?.state === 'COMPLETE';
    default:
      return true;
  }
}
