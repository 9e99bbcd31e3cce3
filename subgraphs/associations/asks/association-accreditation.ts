import type { Fact } from '../../../schema/contracts/fact.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import { factFromGraph } from './fact-from-graph.ts';

export const ASSOCIATION_ACCREDITATION_ASK = /* GraphQL */ `
  query AssociationAccreditationAsk($id: ID!) {
    association(id: $id) {
      id
      accreditation { id state inForce }
    }
  }
`;

/** What the regulator says of an organisation; null when it never applied. */
export type AccreditationWord = { readonly id: string; readonly state: string; readonly inForce: boolean } | null;

/** Whether an association may join a pool today; null when there is no such association. */
export async function askAssociationAccreditation(
  graph: GraphClient, id: string, now: Date, requestId: string,
): Promise<{ readonly accredited: boolean; readonly fact: Fact<AccreditationWord> } | null> {
  const { association } = await graph.ask<{ association: { accreditation: AccreditationWord } | null }>(
    ASSOCIATION_ACCREDITATION_ASK, { id }, { requestId },
  );
  if (association === null) return null;
  const { accreditation } = association;
  return { accredited: accreditation?.inForce === true, fact: factFromGraph('association.accreditation', accreditation, 'regulation', now) };
}
