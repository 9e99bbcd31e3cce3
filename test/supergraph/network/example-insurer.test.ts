import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { networkSource } from '../../../gateway/execution/network-source.ts';
import type { Source, SourceAnswer } from '../../../gateway/execution/source.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { openInsurer } from '../../../subgraphs/example-insurer/insurer.ts';
import { openBook } from '../../../subgraphs/example-insurer/store/book.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';

/* The contract itself, between the gateway and the insurer that others copy. */

const insurerId = newId();
const policyId = newId();
const planId = newId();
const covers = [newId(), newId()];
const signer = await createEnvelopeSigner();

let insurer: Awaited<ReturnType<typeof openInsurer>>;
let network: Source;

beforeAll(async () => {
  insurer = await openInsurer({
    insurerId, plans: new Set([planId]), book: await openBook(null), now: () => new Date('2026-03-01T09:00:00Z'), host: '127.0.0.1', port: 0,
    keys: createLocalJWKSet(signer.jwks), contract: await readFile(new URL('../../../schema/insurer-network.graphql', import.meta.url), 'utf8'),
    namespace: 'example', challengeFile: null,
  });
  const hosted: Source = {
    name: 'insurer-network', keys: { keys: [] }, forward: async () => false, ready: async () => true, close: async () => undefined,
    execute: async () => ({ data: null, errors: [{ message: 'nobody asks the house here' }] }),
  };
  const url = insurer.url.endsWith('/graphql') ? insurer.url : `${insurer.url}/graphql`;
  network = await networkSource({
    hosted, envelopes: signer, addresses: { privateNetworks: true, plainHttp: true }, log: createLog('silent'),
    providers: {
      of: (id) => (id === insurerId ? { kind: 'active', provider: { insurerId, url, deadlineMs: 30_000, version: '1' } } : undefined),
      onChange: () => () => undefined,
    },
  });
});
afterAll(async () => {
  await network.close();
  await insurer.close();
});

async function ask(as: ReturnType<typeof principalOf>, query: string, variables: Record<string, unknown>): Promise<SourceAnswer> {
  const envelope = await signer.seal({ principal: as, locale: 'en', mode: 'SANDBOX' }, 'insurer-network');
  return JSON.parse(JSON.stringify(await network.execute({ query, variables }, { envelope, requestId: 'r', locale: 'en' }))) as SourceAnswer;
}

describe('the insurer that others copy', () => {
  it('takes lines', async () => {
    const lines = covers.map((coverageId, index) => ({
      lineId: `line-${index}`, coverageId, maintenanceType: 'ADD', effectiveDate: '2026-03-01', policyClass: 'C', birthDate: '1990-05-05', sex: 'MALE', relationship: 'SELF',
    }));
    const answer = await ask(houseService('insurers'), 'mutation A($input: EnrollLinesInput!) { enrollLines(input: $input) { answers { lineId accepted code } } }',
      { input: { idempotencyKey: 'k', insurerId, policyId, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', batchId: newId(), lines } });
    expect(answer).toEqual({ data: { enrollLines: { answers: lines.map(({ lineId }) => ({ lineId, accepted: true, code: 'OK' })) } } });
  });

  it('answers everything the contract has, and says whose each thing is', async () => {
    const query = `query A__insurer_network__1($representations: [_Any!]!, $on: Date!) { _entities(representations: $representations) {
      ... on Coverage { __typename insurerId id card { cardNumber policyClass validFrom validTo } eligibility(on: $on) { on eligible status policyClass }
        balances(on: $on) { benefit limit { amount currency } used { amount } remaining { amount } basis }
        preAuthorizations(first: 2) { edges { cursor node { id insurerId status submittedAt deadline decidedAt deemed coverage { id insurerId } } } pageInfo { hasNextPage endCursor } } }
      ... on Policy { serviceLevels(from: "2026-01-01", to: "2026-12-31") { code promised measured unit cases from to } }
      ... on InsurancePlan { network { name { ar en } level providers(first: 3) { edges { cursor node { licenceNumber name { en } type regionCode city { en } } } pageInfo { hasNextPage } } } }
    } }`;
    const representations = [
      { __typename: 'Coverage', insurerId, id: covers[1] }, { __typename: 'Policy', insurerId, id: policyId }, { __typename: 'Coverage', insurerId, id: 'nobody' },
      { __typename: 'InsurancePlan', insurerId, id: planId }, { __typename: 'Coverage', insurerId, id: covers[0] }, { __typename: 'Coverage', insurerId, id: covers[1] },
    ];
    const { data, errors } = await ask(principalOf('regulator'), query, { representations, on: '2026-05-01' });
    // What it does not know is its own to say, and costs nobody else.
    expect(errors?.map(({ path, extensions }) => [path, extensions])).toEqual([[['_entities', 2], { code: 'PROVIDER_LACKS_ENTITY', insurerId }]]);
    const [second, policy, nobody, plan, first, again] = data?._entities as Record<string, unknown>[];
    expect(first).toMatchObject({ __typename: 'Coverage', insurerId, id: covers[0], card: { policyClass: 'C', validFrom: '2026-03-01' }, eligibility: { on: '2026-05-01', eligible: true, status: 'ELIGIBLE' } });
    expect([second?.id, again, nobody]).toEqual([covers[1], second, null]);
    expect(policy).toMatchObject({ serviceLevels: expect.any(Array) });
    expect(plan).toHaveProperty('network');
    expect(JSON.stringify(data)).not.toContain('own_');
  });

  it('is asked by its root fields', async () => {
    const { data, errors } = await ask(principalOf('insurer_officer', insurerId), 'query ($i: ID!, $c: ID!) { memberEligibility(insurerId: $i, coverageId: $c, on: "2026-05-01") { status } preAuthorization(insurerId: $i, id: "nobody") { id } }',
      { i: insurerId, c: covers[0] });
    expect([errors, data]).toEqual([undefined, { memberEligibility: { status: 'ELIGIBLE' }, preAuthorization: null }]);
  });
});
