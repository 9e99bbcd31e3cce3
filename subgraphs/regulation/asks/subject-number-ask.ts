import { askAssociationLicence } from './association-licence-ask.ts';
import { askInsurerRegistration } from './insurer-registration-ask.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';

/** Licence or registration number of a subject, from its own house; null when it knows no such subject. */
export function askSubjectNumber(graph: GraphClient, kind: AccreditationKind, subjectId: string, requestId: string): Promise<string | null> {
  return kind === 'ASSOCIATION' ? askAssociationLicence(graph, subjectId, requestId) : askInsurerRegistration(graph, subjectId, requestId);
}
