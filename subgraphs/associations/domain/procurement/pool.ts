import type { Fact } from '../../../../schema/contracts/fact.ts';
import type { PlanState } from './plan-life.ts';
import type { PublishedCell } from './published-census.ts';

/** An association's declared need, and its consent to be counted. `lives` is what the freeze counted. */
export interface ProcurementPlan {
  readonly id: string;
  readonly associationId: string;
  readonly tenderId: string;
  readonly state: PlanState;
  readonly version: number;
  readonly consentBy: string | null;
  readonly consentAt: Date | null;
  readonly accreditationFact: Fact<unknown> | null;
  readonly lives: number | null;
}

/** The demand of a tender: counted, hashed and published once, at the freeze. */
export interface DemandPool {
  readonly id: string;
  readonly tenderId: string;
  readonly frozenAt: Date | null;
  readonly lives: number | null;
  readonly censusHash: string | null;
  readonly census: readonly PublishedCell[] | null;
}
