import type { AnyFact, Fact } from '../../../schema/contracts/fact.ts';
import type { Permissions } from '../domain/accreditation-decision.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import { askEach } from './ask-each.ts';
import type { Asker } from './ask-each.ts';
import type { RegulationSources } from '../sources/regulation-sources.ts';

/** What the registers say a subject may do, with the facts to keep. */
export interface AskedPermissions {
  readonly permissions: Permissions;
  readonly facts: readonly AnyFact[];
}

/** Asks about one subject. @throws SourceUnavailableError, SourceContradictionError. */
export async function askPermissions(sources: RegulationSources, kind: AccreditationKind, number: string): Promise<AskedPermissions> {
  if (kind === 'ASSOCIATION') {
    const [licence] = await sources.nonprofitLicences.licences([{ licenceNumber: number }]);
    return ofAssociation(licence as NonNullable<typeof licence>);
  }
  const [[licence], [qualification]] = await Promise.all([
    sources.insurerLicences.licences([{ crNumber: number }]),
    sources.insurerQualifications.qualifications([{ crNumber: number }]),
  ]);
  return ofInsurer(licence as NonNullable<typeof licence>, qualification as NonNullable<typeof qualification>);
}

/** Asks about many; null for those of whom a register says what cannot be true. @throws SourceUnavailableError. */
export async function askPermissionsOfMany(
  sources: RegulationSources, kind: AccreditationKind, numbers: readonly string[], asker: Asker,
): Promise<(AskedPermissions | null)[]> {
  if (kind === 'ASSOCIATION') {
    const { nonprofitLicences } = sources;
    const licences = await askEach((questions) => nonprofitLicences.licences(questions), numbers.map((licenceNumber) => ({ licenceNumber })), asker);
    return licences.map((licence) => (licence.contradictory ? null : ofAssociation(licence.fact)));
  }
  const questions = numbers.map((crNumber) => ({ crNumber }));
  const licences = await askEach((asked) => sources.insurerLicences.licences(asked), questions, asker);
  const qualifications = await askEach((asked) => sources.insurerQualifications.qualifications(asked), questions, asker);
  return licences.map((licence, index) => {
    const qualification = qualifications[index];
    if (licence.contradictory || qualification === undefined || qualification.contradictory) return null;
    return ofInsurer(licence.fact, qualification.fact);
  });
}

function ofAssociation(licence: Fact<Extract<Permissions, { kind: 'ASSOCIATION' }>['licence']>): AskedPermissions {
  return { permissions: { kind: 'ASSOCIATION', licence: licence.value }, facts: [licence] };
}

type InsurerPermissions = Extract<Permissions, { kind: 'INSURER' }>;

function ofInsurer(licence: Fact<InsurerPermissions['licence']>, qualification: Fact<InsurerPermissions['qualification']>): AskedPermissions {
  return { permissions: { kind: 'INSURER', licence: licence.value, qualification: qualification.value }, facts: [licence, qualification] };
}
