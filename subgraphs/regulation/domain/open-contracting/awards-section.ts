import { referenceTo } from './parties.ts';
import type { JsonObject } from './release.ts';
import { dayBegins, periodOfCover } from './tender-section.ts';
import type { AgreementFacts, AwardFacts, CallOffFacts, LotFacts, TenderFacts } from './tender-facts.ts';

const STATUS: Readonly<Record<AwardFacts['state'], string>> = { PENDING: 'pending', ACTIVE: 'active', CANCELLED: 'cancelled', UNSUCCESSFUL: 'unsuccessful' };

type Awarded = LotFacts & { readonly award: AwardFacts };

export function awardedLots({ lots }: TenderFacts): readonly Awarded[] {
  return lots.filter((lot): lot is Awarded => lot.award !== null);
}

/** Who was chosen for each lot. `status` tells all of them as they were at that moment; left out, as they are. */
export function awardsSection(facts: TenderFacts, date: string, status?: string): readonly JsonObject[] {
  return awardedLots(facts).map(({ id, title, award }) => ({
    id: award.id,
    title: title.ar,
    // One that was set aside stays so, whatever became of the others.
    status: award.state === 'CANCELLED' ? STATUS.CANCELLED : status ?? STATUS[award.state],
    date,
    value: { amount: Number(award.amount), currency: facts.currency },
    suppliers: [referenceTo(award.insurer)],
    contractPeriod: periodOfCover(facts),
    relatedLots: [id],
    relatedBid: award.bidId,
  }));
}

/** The framework agreements. No premium is due by them; the value is what the pool would pay in a year. */
export function contractsSection(facts: TenderFacts, status: string): readonly JsonObject[] {
  return agreementsOf(facts).map(({ lot, agreement }) => ({
    id: agreement.id,
    awardID: lot.award.id,
    title: lot.title.ar,
    status,
    period: periodOfCover({ coverFrom: agreement.validFrom, coverTo: agreement.validTo }),
    value: { amount: Number(lot.award.amount), currency: facts.currency },
    ...signedAt(agreement),
  }));
}

/** Orders of policies under the agreements, as milestones; only those in `tell`. */
export function implementationSection(facts: TenderFacts, tell: (milestone: JsonObject) => boolean): readonly JsonObject[] {
  return agreementsOf(facts).flatMap(({ lot, agreement }) => {
    const milestones = agreement.callOffs.map(milestoneOf).filter(tell);
    return milestones.length === 0 ? [] : [{ id: agreement.id, awardID: lot.award.id, status: 'active', implementation: { milestones } }];
  });
}

function milestoneOf({ id, state, inceptionDate }: CallOffFacts): JsonObject {
  const status = state === 'POLICY_ISSUED' ? 'met' : state === 'REFUSED' ? 'notMet' : 'scheduled';
  return { id, title: 'Policy called off under the framework agreement', type: 'delivery', dueDate: dayBegins(inceptionDate), status };
}

function agreementsOf(facts: TenderFacts): readonly { readonly lot: Awarded; readonly agreement: AgreementFacts }[] {
  return awardedLots(facts).flatMap((lot) => (lot.award.agreement === null ? [] : [{ lot, agreement: lot.award.agreement }]));
}

/** Signed when the later of the two sides did. */
function signedAt({ signedByCouncilAt, signedByInsurerAt }: AgreementFacts): JsonObject {
  if (signedByCouncilAt === null || signedByInsurerAt === null) return {};
  return { dateSigned: signedByCouncilAt > signedByInsurerAt ? signedByCouncilAt : signedByInsurerAt };
}
