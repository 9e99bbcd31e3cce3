import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { fakeTender } from './fake-graph.ts';
import { sampleBody, sealedFor } from './sample-bid.ts';
import { NOW } from './test-house.ts';
import type { Payload, TestHouse } from './test-house.ts';

export const ASSOCIATIONS = houseService('associations');

/** A bid that was sealed, opened and has won; answers its identifier. */
export async function winningBid(test: TestHouse, insurerId: string, level = 10_000): Promise<string> {
  const tender = await fakeTender(newId(), newId());
  test.world.tenders[tender.id] = tender;
  const clock = test.clock;
  test.clock = NOW;
  const sealedBody = await sealedFor(tender, sampleBody(insurerId, tender, level));
  const { bid } = await test.tell<{ bid: { id: string } }>(principalOf('insurer_officer', insurerId), 'sealBid', { insurerId, tenderId: tender.id, lotId: tender.lots[0]?.id, sealedBody }, 'bid { id }');
  tender.released = true;
  await test.tell(ASSOCIATIONS, 'revealBids', { tenderId: tender.id }, 'bids { commitmentHeld }');
  await judge(test, tender.id, bid.id, 'VALID');
  await judge(test, tender.id, bid.id, 'WINNING');
  test.clock = clock;
  return bid.id;
}

async function judge(test: TestHouse, tenderId: string, bidId: string, state: string): Promise<void> {
  const { problems } = await test.tell(ASSOCIATIONS, 'recordJudgement', { tenderId, bids: [{ bidId, state, reasons: [] }] }, 'tender { id }');
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}

export interface IssuedPolicy { readonly id: string; readonly insurerId: string; readonly associationId: string; readonly policyNumber: string }

/** The policy of an association for the calendar year 2026, unless told otherwise. */
export async function issuePolicy(test: TestHouse, insurerId: string, bidId: string, more: Record<string, unknown> = {}): Promise<IssuedPolicy> {
  const associationId = newId();
  const input = { insurerId, associationId, frameworkAgreementId: newId(), bidId, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', ...more };
  const { policy, problems } = await test.tell<{ policy: IssuedPolicy | null }>(ASSOCIATIONS, 'issuePolicy', input, 'policy { id insurerId policyNumber }');
  if (policy === null) throw new Error(JSON.stringify(problems));
  return { ...policy, associationId: input.associationId };
}

export interface LineInput { lineId: string; memberId: string; maintenanceType: string; effectiveDate: string; policyClass: string; birthDate: string; sex: string; relationship: string; terminationReason?: string }

export function line(memberId: string, maintenanceType: string, effectiveDate: string, more: Partial<LineInput> = {}): LineInput {
  return { lineId: newId(), memberId, maintenanceType, effectiveDate, policyClass: 'C', birthDate: '1990-05-05', sex: 'MALE', relationship: 'SELF', ...more };
}

export interface Applied {
  answers: { lineId: string; accepted: boolean; code: string; message: string | null; coverage: Covered | null }[];
  endorsement: { number: number; lines: number; premiumDelta: { amount: string }; vat: { amount: string } } | null;
}
export interface Covered {
  id: string; state: string; policyClass: string; effectiveFrom: string; effectiveTo: string | null; annualPremium: { amount: string };
}
const APPLIED = `answers { lineId accepted code message coverage { id state policyClass effectiveFrom effectiveTo annualPremium { amount } } }
  endorsement { number lines premiumDelta { amount } vat { amount } }`;

/** One part, the last one unless told otherwise, of a batch of its own unless told otherwise. */
export function apply(test: TestHouse, policy: IssuedPolicy, lines: readonly LineInput[], more: Record<string, unknown> = {}): Promise<Applied & Payload> {
  return test.tell<Applied>(ASSOCIATIONS, 'applyEnrollmentBatch', { insurerId: policy.insurerId, policyId: policy.id, batchId: newId(), lines, complete: true, ...more }, APPLIED);
}
