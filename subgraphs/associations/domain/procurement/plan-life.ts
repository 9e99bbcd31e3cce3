import { always, defineLife } from '../../../kit/transitions.ts';
import type { Guard } from '../../../kit/transitions.ts';

export type PlanState = 'DRAFT' | 'JOINED' | 'WITHDRAWN' | 'COMPLETE';
export type PlanAction = 'JOIN' | 'WITHDRAW' | 'COUNT';

/** What a plan's steps are decided on. */
export interface PlanFacts {
  /** The association agreed that its roster is counted for all bidders. */
  readonly consent: boolean;
  /** The regulator's word on the association, asked for this step. */
  readonly accredited: boolean;
}

const mayJoin: Guard<PlanFacts> = ({ consent, accredited }) => {
  if (!consent) return { code: 'CONSENT_NEEDED', path: ['input', 'consent'] };
  return accredited ? null : { code: 'NOT_ACCREDITED', values: { subject: 'association' } };
};

/** An association's part in a pool. Whether the pool is open is the tender's to say. */
export const PLAN_LIFE = defineLife<PlanState, PlanAction, PlanFacts>({
  name: 'ProcurementPlan',
  initial: 'DRAFT',
  states: ['DRAFT', 'JOINED', 'WITHDRAWN', 'COMPLETE'],
  final: ['COMPLETE'],
  transitions: [
    { action: 'JOIN', from: ['DRAFT', 'WITHDRAWN'], to: 'JOINED', actors: ['association_officer'], guard: mayJoin },
    { action: 'WITHDRAW', from: ['JOINED'], to: 'WITHDRAWN', actors: ['association_officer'], guard: always },
    { action: 'COUNT', from: ['JOINED'], to: 'COMPLETE', actors: ['timer'], guard: always },
  ],
});
