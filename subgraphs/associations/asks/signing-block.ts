import type { Fact } from '../../../schema/contracts/fact.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { SigningBlocks } from '../domain/procurement/signing-blocks.ts';
import type { AccreditationWord } from './association-accreditation.ts';
import { factFromGraph } from './fact-from-graph.ts';

export const SIGNING_BLOCK_ASK = /* GraphQL */ `
  query SigningBlockAsk($tenderId: ID!) {
    tender(id: $tenderId) {
      id
      signingBlocks { lotId upheld }
      lots { id award { id insurer { id accreditation { id state inForce } } } }
    }
  }
`;

export interface SigningWord {
  readonly blocks: SigningBlocks;
  /** Winners the regulator says are accredited now, by insurer id. */
  readonly accredited: ReadonlySet<string>;
  readonly facts: readonly Fact<unknown>[];
}

interface Answer {
  readonly tender: {
    readonly signingBlocks: readonly { readonly lotId: string | null; readonly upheld: boolean }[];
    readonly lots: readonly {
      readonly award: { readonly insurer: { readonly id: string; readonly accreditation: AccreditationWord } } | null;
    }[];
  } | null;
}

/** What complaints block, and which proposed winners are still accredited. */
export async function askSigningBlock(graph: GraphClient, tenderId: string, now: Date, requestId: string): Promise<SigningWord> {
  const { tender } = await graph.ask<Answer>(SIGNING_BLOCK_ASK, { tenderId }, { requestId });
  if (tender === null) throw new SourceUnavailableError('graph', 'the tender is not in the graph');
  const winners = tender.lots.flatMap(({ award }) => (award === null ? [] : [award.insurer]));
  return {
    blocks: {
      whole: tender.signingBlocks.some(({ lotId }) => lotId === null),
      lots: new Set(tender.signingBlocks.flatMap(({ lotId }) => (lotId === null ? [] : [lotId]))),
    },
    accredited: new Set(winners.filter(({ accreditation }) => accreditation?.inForce === true).map(({ id }) => id)),
    facts: [
      factFromGraph('tender.signingBlocks', tender.signingBlocks, 'regulation', now),
      ...winners.map(({ id, accreditation }) => factFromGraph('insurer.accreditation', { insurer: id, accreditation }, 'regulation', now)),
    ],
  };
}
