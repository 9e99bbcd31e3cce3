import type { Fact } from '../../../schema/contracts/fact.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import { factFromGraph } from './fact-from-graph.ts';

export const UPHELD_COMPLAINT_ASK = /* GraphQL */ `
  query UpheldComplaintAsk($id: ID!) {
    complaint(id: $id) { id state remedyKind lotId tender { id } }
  }
`;

export interface UpheldComplaint {
  readonly tenderId: string;
  /** Null for the whole tender. */
  readonly lotId: string | null;
  /** The review body upheld it and ordered a new evaluation. */
  readonly ordersReEvaluation: boolean;
  readonly fact: Fact<unknown>;
}

interface Answer {
  readonly complaint: { readonly state: string; readonly remedyKind: string | null; readonly lotId: string | null; readonly tender: { readonly id: string } } | null;
}

/** What the review body decided, from where it is kept; null when there is no such complaint. @throws SourceUnavailableError. */
export async function askUpheldComplaint(graph: GraphClient, id: string, now: Date, requestId: string): Promise<UpheldComplaint | null> {
  const { complaint } = await graph.ask<Answer>(UPHELD_COMPLAINT_ASK, { id }, { requestId });
  if (complaint === null) return null;
  const { state, remedyKind, lotId } = complaint;
  return {
    tenderId: complaint.tender.id,
    lotId,
    ordersReEvaluation: state === 'UPHELD' && remedyKind === 'RE_EVALUATION',
    fact: factFromGraph('complaint', { id, state, remedyKind, lotId }, 'regulation', now),
  };
}
