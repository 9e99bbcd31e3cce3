import { ERRORS } from '../../../schema/contracts/errors.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';

export const BID_COMMITMENT_TELL = /* GraphQL */ `
  mutation InsurersRecordBidCommitment($input: RecordBidCommitmentInput!) {
    recordBidCommitment(input: $input) {
      problems { code }
    }
  }
`;

/** Job that takes back the hash of a replaced bid. */
export const VOID_BID_COMMITMENT = 'void-bid-commitment';

export interface CommitmentTold {
  readonly bidId: string;
  readonly insurerId: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly commitment: string;
  /** True takes a recorded commitment back. */
  readonly void: boolean;
}

interface Told {
  readonly recordBidCommitment: { readonly problems: readonly { readonly code: string }[] };
}

/**
 * Tells the associations house a bid's hash, or takes it back; answers why it was refused, or null. Safe to repeat:
 * the key is the bid's own, and a bid has one hash.
 * @throws SourceUnavailableError when there is no answer, or one that may be better later.
 */
export async function tellBidCommitment(graph: GraphClient, told: CommitmentTold, requestId: string): Promise<Refusal | null> {
  const idempotencyKey = `${told.void ? 'void' : 'commit'}-bid:${told.bidId}`;
  const { recordBidCommitment } = await graph.ask<Told>(BID_COMMITMENT_TELL, { input: { idempotencyKey, ...told } }, { requestId });
  const code = recordBidCommitment.problems[0]?.code;
  if (code === undefined) return null;
  if (code === 'SOURCE_UNAVAILABLE') throw new SourceUnavailableError('associations', code);
  if (code === 'BID_TOO_LATE' || code === 'DEADLINE_PASSED') return { code: 'BID_TOO_LATE' };
  return { code: 'BID_NOT_COMMITTED', values: { reason: code in ERRORS ? code : 'UNKNOWN' } };
}
