import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import { createEnvelopeSigner } from '../../../../gateway/auth/envelope.ts';
import type { EnvelopeSigner } from '../../../../gateway/auth/envelope.ts';
import { differencesFromContract } from '../../../../gateway/registry/conformance/differences-from-contract.ts';
import type { ConformanceReport } from '../../../../gateway/registry/conformance/conformance-report.ts';
import { PROBES } from '../../../../gateway/registry/conformance/probes.ts';
import { ANSWER_PROBES } from '../../../../gateway/registry/conformance/probes/answers.ts';
import { CONTRACT_PROBES } from '../../../../gateway/registry/conformance/probes/contract.ts';
import { COVER_PROBES } from '../../../../gateway/registry/conformance/probes/cover.ts';
import { DOOR_PROBES } from '../../../../gateway/registry/conformance/probes/door.ts';
import { ENROLLMENT_PROBES } from '../../../../gateway/registry/conformance/probes/enrollment.ts';
import { ENVELOPE_PROBES } from '../../../../gateway/registry/conformance/probes/envelope.ts';
import { REFERENCE_PROBES } from '../../../../gateway/registry/conformance/probes/references.ts';
import { SEPARATION_PROBES } from '../../../../gateway/registry/conformance/probes/separation.ts';
import { STANDING_PROBES } from '../../../../gateway/registry/conformance/probes/standing.ts';
import { STRAIN_PROBES } from '../../../../gateway/registry/conformance/probes/strain.ts';
import { runConformance } from '../../../../gateway/registry/conformance/run-conformance.ts';
import { FAULTS } from '../../../kit/other-insurer/faults.ts';
import type { Fault } from '../../../kit/other-insurer/faults.ts';
import { openOtherInsurer, OTHER_EXTENSION } from '../../../kit/other-insurer/open.ts';

const INSURER = '0190a0a0-0000-7000-8000-000000000001';

/** Generous, because the machine that runs this may be busy; the slow insurer is later than that. */
const DEADLINE_MS = 4_000;

let signer: EnvelopeSigner;
let keys: readonly JWK[];

beforeAll(async () => {
  signer = await createEnvelopeSigner(await exportJWK((await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true })).privateKey));
  keys = signer.jwks.keys;
});

/** The checks that stand together: a fault must fail its own and none beside it. */
const ROOMS = [DOOR_PROBES, CONTRACT_PROBES, ENROLLMENT_PROBES, ENVELOPE_PROBES, REFERENCE_PROBES, COVER_PROBES, STANDING_PROBES, SEPARATION_PROBES, ANSWER_PROBES, STRAIN_PROBES]
  .map((probes) => new Set(probes.map(({ id }) => id)));

async function reportOf(fault?: Fault, only?: ReadonlySet<string>): Promise<ConformanceReport> {
  const insurer = await openOtherInsurer({ insurerId: INSURER, keys: () => Promise.resolve(keys), delayMs: DEADLINE_MS + 500, ...(fault === undefined ? {} : { fault }) });
  try {
    return await runConformance({ url: insurer.url, insurerId: INSURER, signer, mode: 'SANDBOX', deadlineMs: DEADLINE_MS, extension: await readFile(OTHER_EXTENSION, 'utf8'), ...(only === undefined ? {} : { only }) });
  } finally {
    await insurer.close();
  }
}

const failed = ({ checks }: ConformanceReport): string[] => checks.filter(({ ok }) => !ok).map(({ id }) => id);

describe('the conformance suite', () => {

  it('finds nothing wrong with an insurer that keeps the contract, whatever server it is built on', async () => {
    const report = await reportOf();
    expect(failed(report)).toEqual([]);
    expect(report).toMatchObject({ grade: 'A', admissible: true });
    expect(report.checks.map(({ id }) => id)).toEqual([...PROBES.map(({ id }) => id), 'lives-ended']);
  }, 60_000);

  it('tells an address where nobody is, and tries nothing else', async () => {
    const insurer = await openOtherInsurer({ insurerId: INSURER, keys: () => Promise.resolve(keys) });
    await insurer.close();
    const report = await runConformance({ url: insurer.url, insurerId: INSURER, signer, mode: 'SANDBOX' });
    expect(report.checks.map(({ id, ok }) => [id, ok])).toEqual([['reachable', false]]);
    expect(report).toMatchObject({ grade: 'F', admissible: false });
  }, 60_000);

  it.each(Object.entries(FAULTS) as [Fault, string][])('an insurer that %s fails %s, and nothing else', async (fault, check) => {
    const report = await reportOf(fault, ROOMS.find((room) => room.has(check)) ?? new Set());
    // A line cannot be told without a name for each of its parts, so this one fails the gate of enrollment as well.
    const besides = fault === 'says an input field it cannot be told' ? ['takes-500-lines'] : [];
    expect(failed(report)).toEqual([check, ...besides]);
    const [finding] = report.checks.filter(({ ok }) => !ok);
    expect(finding?.sentence).toMatch(/\.$/);
    expect(finding?.sentenceAr).toMatch(/[\u0600-\u06ff]/);
    expect(report.admissible).toBe(finding?.weight === 'advised');
    expect(report.grade).toBe(finding?.weight === 'advised' ? 'B' : 'F');
  }, 60_000);

  it('ends with a subgraph that takes for ever', async () => {
    const insurer = await openOtherInsurer({ insurerId: INSURER, keys: () => Promise.resolve(keys) });
    const report = await runConformance({ url: insurer.url, insurerId: INSURER, signer, mode: 'SANDBOX', limitMs: -1 });
    await insurer.close();
    expect(report.checks.map(({ id, ok }) => [id, ok])).toEqual([['run-in-time', false]]);
    expect(report.admissible).toBe(false);
  }, 60_000);

  it.each([
    ['says a field it cannot be asked', 'PreAuthorization.deemed'],
    ['says an argument it cannot be given', 'Coverage.balances'],
    ['says a root field it cannot be asked', 'Query.preAuthorization'],
    ['says an enum value it cannot be told', 'TerminationReason.DIVORCE'],
    ['says an input field it cannot be told', 'EnrolledLineInput.birthDate'],
    ['submits a field it cannot be asked', 'other_NurseLine.hoursOpen'],
  ] as const)('names what an insurer that %s lacks: %s, and nothing else', async (fault, coordinate) => {
    const { checks } = await reportOf(fault, new Set([FAULTS[fault]]));
    const [finding] = checks.filter(({ ok }) => !ok);
    expect(finding?.sentence).toContain(`The running schema does not know ${coordinate} (HTTP `);
  }, 60_000);

  it('says where an SDL does not parse, and none of it', () => {
    expect(differencesFromContract('type Query { a: Int }', 'type Query {\n  secret: :\n}')).toEqual(['The SDL does not parse at line 2, column 11.']);
  });

  it('has no check that nothing fails', () => {
    const caught = new Set<string>(['reachable', ...Object.values(FAULTS)]);
    expect([...PROBES.map(({ id }) => id), 'lives-ended'].filter((id) => !caught.has(id))).toEqual([]);
  });
});
