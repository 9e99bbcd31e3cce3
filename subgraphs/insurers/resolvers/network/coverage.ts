import { connectionOf, pageRequest } from '../../../kit/connection.ts';
import type { HouseContext } from '../../context.ts';
import { eligibilityOn } from '../../domain/network/eligibility.ts';
import type { EligibilityOnDay } from '../../domain/network/eligibility.ts';
import { fullBalances } from '../../domain/network/full-balances.ts';
import { believedPeriods } from '../../store/coverages.ts';
import type { CoverageRow } from '../../store/coverages.ts';
import { mustExist } from '../must-exist.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { CoverageResolvers } from './types.generated.ts';

export const Coverage: CoverageResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => coverageOf(insurerId, id, load),
  card: async ({ id, cardNumber, policyClass, effectiveFrom, effectiveTo }, _args, { load }) => {
    const { lastDay } = mustExist(await load.coverTerm.load(id), 'policy');
    return { cardNumber, policyClass, validFrom: effectiveFrom, validTo: effectiveTo !== null && effectiveTo < lastDay ? effectiveTo : lastDay };
  },
  eligibility: (cover, { on }, context) => eligibilityOf(cover, on, context),
  balances: async (cover, { on }, context) => {
    // Asked at once for all: a statement that only some covers of a list need would come as often as they differ.
    const [{ status, policyClass }, promises, plans] = await Promise.all([
      eligibilityOf(cover, on ?? context.today, context), context.load.promises.load(cover.policyId), context.load.plansOfInsurer.load(cover.insurerId),
    ]);
    if (status === 'NOT_ACTIVE' || status === 'NOT_COVERED') return [];
    // As the winning bid promised them; of a policy without one, those of the insurer's plan of the class.
    const benefits = promises?.benefits ?? plans.find((plan) => plan.policyClass === policyClass)?.benefits;
    return benefits === undefined ? null : fullBalances(benefits);
  },
  preAuthorizations: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    const rows = await load.preAuthorizationsOfCover(id, page);
    return connectionOf(rows, page.first, (row) => [row.submittedAt.toISOString(), row.id]);
  },
};

/** Null when there is none, or when it is another insurer's or not the viewer's to see. */
export function coverageOf(insurerId: string, id: string, load: HouseContext['load']): Promise<CoverageRow | null> {
  return ofInsurer(load.coverage, insurerId, id);
}

export async function eligibilityOf({ id }: CoverageRow, on: string, { load }: HouseContext): Promise<EligibilityOnDay> {
  const [versions, term] = await Promise.all([load.versions.load(id), load.coverTerm.load(id)]);
  return eligibilityOn(on, believedPeriods(versions), mustExist(term, 'policy'));
}
