import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import type { ExecutionResult } from 'graphql';
import type { BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { GraphRequest } from '../../../subgraphs/kit/house.ts';

interface Commitment { bidId: string; insurerId: string; lotId: string; commitment: string; void: boolean }

/** A tender as the other two houses hold it, in plain JSON. */
export interface FakeTender {
  id: string;
  state: string;
  biddingEndsAt: string;
  lots: { id: string; policyClasses: BidPolicyClass[] }[];
  amendments: number;
  kid: string;
  publicJwk: JWK;
  privateJwk: JWK;
  released: boolean;
  commitments: Commitment[];
}

/** What the graph beyond this house answers; a test changes it as it likes. */
export interface FakeWorld {
  tenders: Record<string, FakeTender>;
  accredited: Record<string, boolean>;
  /** Commands already answered, by key. */
  told: string[];
  down: boolean;
  /** An association's account as its house tells it; null when it gave none. */
  refundAccount?: { ibanMasked: string; state: string } | null;
  /** The code with which the insurer's own service refuses a line; null when it takes it. */
  refusedLines?: (line: { readonly lineId: string; readonly coverageId: string; readonly maintenanceType: string }) => string | null;
  /** What the insurer's own service says it knows of a policy; the version it was told when left out. */
  knownVersion?: number;
}

export async function fakeTender(id: string, lotId: string, more: Partial<FakeTender> = {}): Promise<FakeTender> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  return {
    id, state: 'BIDDING', biddingEndsAt: '2026-03-10T09:00:00.000Z', lots: [{ id: lotId, policyClasses: ['B', 'C'] }], amendments: 0,
    kid: `kid-${id}`, publicJwk: await exportJWK(pair.publicKey), privateJwk: await exportJWK(pair.privateKey), released: false, commitments: [], ...more,
  };
}

/** Answers the documents this house sends, as the other houses and an insurer's own service would. */
export function fakeGraph(world: FakeWorld, now: () => Date, after: (operation: string) => void | Promise<void> = () => undefined) {
  const sent: { operation: string; variables: Readonly<Record<string, unknown>> }[] = [];
  const send = async ({ query, variables = {} }: GraphRequest): Promise<ExecutionResult> => {
    const operation = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    sent.push({ operation, variables });
    if (world.down) throw new Error('no answer');
    const data = answer(operation, variables);
    await after(operation);
    return { data };
  };

  function answer(operation: string, variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const tender = world.tenders[String(variables['tenderId'])];
    switch (operation) {
      case 'InsurersBiddingFacts': {
        const known = world.accredited[String(variables['insurerId'])];
        return {
          tender: tender === undefined ? null : {
            state: tender.state, calendar: { biddingEndsAt: tender.biddingEndsAt }, lots: tender.lots.map(({ id }) => ({ id })),
            amendments: Array.from({ length: tender.amendments }, (_, index) => ({ number: index + 1 })), sealingKey: { kid: tender.kid },
          },
          insurer: { id: variables['insurerId'], accreditation: known === undefined ? null : { id: 'a', inForce: known, state: known ? 'ACCREDITED' : 'SUSPENDED' } },
        };
      }
      case 'InsurersRecordBidCommitment': return { recordBidCommitment: { problems: record(variables['input'] as Commitment & { tenderId: string; idempotencyKey: string }) } };
      case 'InsurersOpening': return {
        tender: tender === undefined ? null : {
          lots: tender.lots,
          sealingKey: { kid: tender.kid, publicKey: JSON.stringify(tender.publicJwk), privateKey: tender.released ? JSON.stringify(tender.privateJwk) : null },
          bidCommitments: tender.commitments.map(({ bidId, commitment, void: isVoid }) => ({ bid: { id: bidId }, commitment, void: isVoid })),
        },
      };
      case 'InsurersEnrollLines': {
        const { lines } = variables['input'] as { lines: { lineId: string; coverageId: string; maintenanceType: string }[] };
        return { enrollLines: { answers: lines.map((line) => {
          const code = world.refusedLines?.(line) ?? null;
          return { lineId: line.lineId, accepted: code === null, code: code ?? 'OK' };
        }) } };
      }
      case 'InsurersTellPolicyStanding': return { tellPolicyStanding: { version: world.knownVersion ?? (variables['input'] as { version: number }).version } };
      case 'InsurersRefundAccount': {
        const account = world.refundAccount ?? null;
        const fact = { name: 'bank.ibanOwner', source: 'bank', asOf: now().toISOString(), verifiedBy: 'associations' };
        return { association: { bankAccount: account === null ? null : { ...account, fact } } };
      }
      default: throw new Error(`nobody answers ${operation}`);
    }
  }

  /** As the associations house does it: once by key, refused after the deadline, one standing hash an insurer and lot. */
  function record(input: Commitment & { tenderId: string; idempotencyKey: string }): { code: string }[] {
    if (world.told.includes(input.idempotencyKey)) return [];
    const tender = world.tenders[input.tenderId];
    if (tender === undefined) return [{ code: 'NOT_FOUND' }];
    if (now().getTime() >= Date.parse(tender.biddingEndsAt)) return [{ code: 'DEADLINE_PASSED' }];
    const { bidId, insurerId, lotId, commitment } = input;
    const replaced = tender.commitments.filter((each) => (input.void ? each.bidId === bidId : each.insurerId === insurerId && each.lotId === lotId));
    for (const each of replaced) each.void = true;
    if (!input.void) tender.commitments.push({ bidId, insurerId, lotId, commitment, void: false });
    world.told.push(input.idempotencyKey);
    return [];
  }

  return { send, sent };
}
