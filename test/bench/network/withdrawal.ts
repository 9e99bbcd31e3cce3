import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { eraseDataFolder } from '../../../gateway/embedded/erase-data-folder.ts';
import type { Gateway } from '../../../gateway/gateway.ts';
import { EMBEDDED_TOKENS, openEmbedded } from '../../../gateway/open-embedded.ts';
import { generateSample } from '../../../gateway/sample/generate.ts';
import { sampleRequest, seedSample } from '../../../gateway/sample-seed.ts';
import { openStandalone } from '../../../gateway/standalone.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import type { Role } from '../../../schema/contracts/identity.ts';
import { atMost, median, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';

const SIZE = { associations: 4, employees: 60 };
/** Longer than anything else here, so that there are always calls under way to be cut. */
const ANSWER_MS = 1_500;
const LIMIT_MS = 1_000;

/** Every replica is the whole programme: three houses, the registry and a gateway, over the same PostgreSQL. */
const REPLICAS = 2;

/**
 * From the moment the regulator's mutation is sent to one replica until the last byte has come to the insurer from any,
 * and until the last call of each was cut, while both are asked for its covers all the time.
 */
export async function measureWithdrawal(rounds: number, say: (line: string) => void): Promise<Measure[]> {
  let lastByte = 0;
  /** By replica. */
  const lastCut = Array.from({ length: REPLICAS }, () => 0);
  const open = Array.from({ length: REPLICAS }, () => 0);
  let received = 0;
  let challenge = '';
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') return void response.end(challenge);
    received += 1;
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const from = Number(/replica(\d)/.exec(body)?.[1]);
    open[from] = (open[from] ?? 0) + 1;
    response.on('close', () => {
      lastCut[from] = performance.now();
      open[from] = (open[from] ?? 0) - 1;
    });
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"_entities":[null]}}'), ANSWER_MS).unref();
  });
  server.on('connection', (socket) => socket.on('data', () => (lastByte = performance.now())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dataDir = await mkdtemp(`${tmpdir()}/wasq-bench-`);
  await chmod(dataDir, 0o755);
  const log = createLog('silent');
  const admission = { check: () => Promise.resolve([]), conform: () => Promise.resolve({ admissible: true, grade: 'A', checks: [] }) };
  const embedded = await openEmbedded({ dataDir, databaseUrl: null }, log, { admission });
  const { databases, fieldKeys, issuer } = embedded;
  const other = await openStandalone({ databases, fieldKeys, issuer: { ...EMBEDDED_TOKENS, jwks: issuer.jwks }, mode: 'SANDBOX', log, admission, runJobs: false });
  const replicas = [embedded, other];
  try {
    await seedSample(embedded, SIZE);
    const insurerId = generateSample(sampleRequest(SIZE)).insurers[0]?.id ?? '';
    const bearer = async (role: Role, organisation: string) => ({ authorization: `Bearer ${await issuer.mint({ subject: 'bench', organisation, roles: [role], ttl: 3_600 })}` });
    const [regulator, officer] = [await bearer('regulator', 'regulator'), await bearer('insurer_officer', insurerId)];
    const ask = async <Data>(as: typeof regulator, query: string, variables: Record<string, unknown> = {}, { execute }: Gateway = embedded.gateway): Promise<Data> =>
      (await execute({ query, variables }, as)).data as Data;
    const tell = async <Payload>(as: typeof regulator, mutation: string, input: Record<string, unknown>, selection: string): Promise<Payload> => {
      const { data, errors } = await embedded.gateway.execute({
        query: `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${selection} problems { code } } }`,
        variables: { input: { idempotencyKey: randomUUID(), ...input } },
      }, as);
      const payload = (data as Record<string, { problems: unknown[] }> | null | undefined)?.[mutation];
      if (payload === undefined || payload.problems.length > 0) throw new Error(`${mutation}: ${JSON.stringify(payload?.problems ?? errors)}`);
      return payload as Payload;
    };
    const standing = async (kind: string): Promise<void> => {
      while (replicas.some(({ registry }) => registry.providers.of(insurerId)?.kind !== kind)) await pause(5);
    };

    const { port } = server.address() as AddressInfo;
    const { registration } = await tell<{ registration: { id: string; challenge: { token: string } } }>(officer, 'registerSubgraph', { namespace: 'bench', url: `http://127.0.0.1:${port}/graphql` }, 'registration { id challenge { token } }');
    challenge = registration.challenge.token;
    await tell(officer, 'proveSubgraphAddress', { registrationId: registration.id }, 'registration { state }');
    const { version } = await tell<{ version: { id: string } }>(officer, 'submitSubgraphVersion', { registrationId: registration.id }, 'version { id }');
    while ((await ask<{ subgraphVersion: { state: string } }>(officer, 'query ($id: ID!) { subgraphVersion(id: $id) { state } }', { id: version.id })).subgraphVersion.state !== 'CONFORMING') await pause(50);
    await tell(regulator, 'decideSubgraphVersion', { versionId: version.id, decision: 'APPROVE', reason: 'Bench.' }, 'version { state }');
    await tell(officer, 'activateSubgraphVersion', { versionId: version.id }, 'version { state }');
    const { insurer } = await ask<{ insurer: { accreditation: { id: string } } }>(regulator, 'query ($id: ID!) { insurer(id: $id) { accreditation { id } } }', { id: insurerId });
    const accredit = (action: string) => tell(regulator, 'actOnAccreditation', { accreditationId: insurer.accreditation.id, action, reason: 'Bench.' }, 'accreditation { state }');

    const bytes: number[] = [];
    const cuts: number[] = [];
    const answers: number[] = [];
    let late = 0;
    let underWay = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round += 1) {
      await standing('active');
      let over = false;
      const load = (async () => {
        const asked: Promise<unknown>[] = [];
        for (let n = 0; !over; n += 1) {
          for (const [index, { gateway }] of replicas.entries()) {
            asked.push(ask(officer, 'query ($i: ID!, $c: ID!) { memberEligibility(insurerId: $i, coverageId: $c, on: "2026-05-01") { status } }', { i: insurerId, c: `replica${index}-${round}-${n}` }, gateway));
          }
          await pause(40);
        }
        await Promise.all(asked);
      })();
      await pause(500);
      underWay = Math.min(underWay, ...open);
      const begun = performance.now();
      await accredit('SUSPEND');
      answers.push(performance.now() - begun);
      await standing('withdrawn');
      const known = received;
      await pause(LIMIT_MS + 500);
      late += received - known;
      over = true;
      await load;
      bytes.push(Math.max(0, lastByte - begun));
      cuts.push(Math.max(0, ...lastCut.map((at) => at - begun)));
      await accredit('REINSTATE');
      await standing('paused');
      await tell(officer, 'actOnSubgraphRegistration', { registrationId: registration.id, action: 'RESUME' }, 'registration { state }');
    }
    say(`withdrawn ${rounds} times under load on ${REPLICAS} replicas; ${received} calls were received`);
    return [
      atMost(`from the regulator's mutation to the last byte sent to the insurer by any of ${REPLICAS} replicas (worst of ${rounds})`, Math.max(...bytes), 'ms', LIMIT_MS),
      reported('the same, median', median(bytes), 'ms'),
      atMost(`from it until the last call under way was cut on both (worst of ${rounds})`, Math.max(...cuts), 'ms', LIMIT_MS),
      reported('calls under way on a replica when it was sent (least)', underWay, 'calls'),
      reported('the mutation itself, median', median(answers), 'ms'),
      { measure: 'calls received after the replicas knew', value: late, unit: 'calls', demand: '= 0', holds: late === 0 },
    ];
  } finally {
    await other.close();
    await embedded.close();
    server.closeAllConnections();
    server.close();
    await eraseDataFolder(`${dataDir}/postgres`);
    await rm(dataDir, { recursive: true, force: true });
  }
}
