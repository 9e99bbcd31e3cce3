import type { Fact } from '../../../../schema/contracts/fact.ts';

/** Puts on record that a person accepted a document where a source should have spoken; what it says stays out of the record. */
export function documentFact(documentReason: string, verifiedBy: string, at: Date): Fact<true> {
  return { name: 'document', value: true, source: 'document', asOf: at.toISOString(), verifiedBy, documentReason };
}
