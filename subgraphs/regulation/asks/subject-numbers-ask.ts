import type { GraphClient } from '../../kit/graph-client.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';

export const ASSOCIATION_NUMBERS_ASK = `query RegulationAssociationNumbers($after: String) {
  subjects: associations(first: 100, after: $after) { edges { node { id number: licenseNumber } } pageInfo { hasNextPage endCursor } }
}`;

export const INSURER_NUMBERS_ASK = `query RegulationInsurerNumbers($after: String) {
  subjects: insurers(first: 100, after: $after) { edges { node { id number: crNumber } } pageInfo { hasNextPage endCursor } }
}`;

interface Page {
  readonly subjects: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly number: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** Register numbers of every association or insurer, by identifier, page by page. @throws SourceUnavailableError. */
export async function askSubjectNumbers(graph: GraphClient, kind: AccreditationKind, requestId: string): Promise<Map<string, string>> {
  const document = kind === 'ASSOCIATION' ? ASSOCIATION_NUMBERS_ASK : INSURER_NUMBERS_ASK;
  const numbers = new Map<string, string>();
  for (let after: string | null = null, more = true; more;) {
    const { subjects }: Page = await graph.ask<Page>(document, { after }, { requestId });
    for (const { node } of subjects.edges) numbers.set(node.id, node.number);
    after = subjects.pageInfo.endCursor;
    more = subjects.pageInfo.hasNextPage;
  }
  return numbers;
}
