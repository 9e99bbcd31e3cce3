import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { AccreditationWord } from './association-accreditation.ts';

export const POOL_ACCREDITATIONS_ASK = /* GraphQL */ `
  query PoolAccreditationsAsk($tenderId: ID!, $after: String) {
    tender(id: $tenderId) {
      id
      plans(first: 100, after: $after) {
        edges { node { id state association { id accreditation { id state inForce } } } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

interface Answer {
  readonly tender: {
    readonly plans: {
      readonly edges: readonly {
        readonly node: { readonly id: string; readonly state: string; readonly association: { readonly id: string; readonly accreditation: AccreditationWord } };
      }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  } | null;
}

/** Associations of the pool that are accredited today, by id, as the regulator says now. */
export async function askPoolAccreditations(graph: GraphClient, tenderId: string, requestId: string): Promise<ReadonlySet<string>> {
  const accredited = new Set<string>();
  let after: string | null = null;
  do {
    const { tender }: Answer = await graph.ask<Answer>(POOL_ACCREDITATIONS_ASK, { tenderId, after }, { requestId });
    if (tender === null) throw new SourceUnavailableError('graph', 'the tender is not in the graph');
    for (const { node } of tender.plans.edges) {
      if (node.association.accreditation?.inForce === true) accredited.add(node.association.id);
    }
    after = tender.plans.pageInfo.hasNextPage ? tender.plans.pageInfo.endCursor : null;
  } while (after !== null);
  return accredited;
}
