import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '../../gateway/embedded/free-port.ts';
import { createDatabase } from '../kit/database.ts';
import type { TestDatabase } from '../kit/database.ts';
import { startProcess } from '../kit/process.ts';
import type { Process } from '../kit/process.ts';

/* The houses, the gateway and the sandbox as processes of their own: the same code, wired by settings alone. */

const HOUSES = ['associations', 'regulation', 'insurers'] as const;
type HouseName = (typeof HOUSES)[number];
const ANY_PORTS = Object.fromEntries(
  ['TOKENS', 'CIVIL_REGISTRY', 'SOCIAL_INSURANCE', 'NONPROFIT_LICENCES', 'INSURER_LICENCES', 'INSURER_QUALIFICATIONS', 'BANK'].map((name) => [`${name}_PORT`, '0']),
);

interface Answer {
  readonly data?: Record<string, never> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: { readonly code: string; readonly service?: string } }[];
}

let folder: string;
const databases = {} as Record<HouseName, TestDatabase>;
const ports = {} as Record<HouseName | 'gateway', number>;
const houses = {} as Record<HouseName, Process>;
const environments = {} as Record<HouseName, Record<string, string>>;
let sandbox: Process;
let gateway: Process;
let gatewayEnvironment: Record<string, string>;
let graph: string;
let council: string;

function startHouse(name: HouseName): Promise<unknown> {
  houses[name] = startProcess(['subgraphs/start.ts', name], environments[name]);
  return houses[name].says(/house is open/);
}

async function ask(query: string, { token, variables }: { token?: string; variables?: Record<string, unknown> } = {}): Promise<Answer> {
  const response = await fetch(`${graph}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return response.json() as Promise<Answer>;
}

const readiness = async () => {
  const response = await fetch(`${graph}/ready`);
  return { status: response.status, ...(await response.json() as { ready: boolean; subgraphs: Record<HouseName, boolean> }) };
};

async function untilReady(): Promise<void> {
  while ((await readiness()).status !== 200) await sleep(100);
}

beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-processes-`);
  sandbox = startProcess(['gateway/sandbox.ts'], { ...ANY_PORTS, DATA_DIR: folder });
  council = (await sandbox.says(/^ {2}council \(.*\)\n {2}(\S+)\n/m))[1] ?? '';
  await sandbox.says(/tokens of an officer/);
  const sources = Object.fromEntries([...sandbox.output().matchAll(/^ {2}(\w+_URL)=(\S+)$/gm)].map(([, name = '', url = '']) => [name, url]));

  for (const name of HOUSES) {
    databases[name] = await createDatabase();
    ports[name] = await freePort();
  }
  ports.gateway = await freePort();
  graph = `http://127.0.0.1:${ports.gateway}`;
  for (const name of HOUSES) {
    environments[name] = {
      ...sources,
      DATABASE_URL: databases[name].url,
      PORT: String(ports[name]),
      GRAPH_URL: `${graph}/graphql`,
      GATEWAY_JWKS_URL: `${graph}/.well-known/jwks.json`,
      FIELD_KEY: randomBytes(32).toString('base64'),
      PUBLIC_URL: graph,
    };
  }
  await Promise.all(HOUSES.map(startHouse));
  gatewayEnvironment = {
    PORT: String(ports.gateway),
    JWKS_URL: sources['JWKS_URL'] ?? '',
    GATEWAY_SIGNING_KEY: JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })),
    ...Object.fromEntries(HOUSES.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name]}/graphql`])),
  };
  gateway = startProcess(['gateway/main.ts'], gatewayEnvironment);
  await gateway.says(/the graph is up/);
  await untilReady();
}, 120_000);

afterAll(async () => {
  await Promise.all([...Object.values(houses), gateway, sandbox].map((each) => each?.end('SIGKILL')));
  await Promise.all(Object.values(databases).map((database) => database.drop()));
  await rm(folder, { recursive: true, force: true });
});

const OVER_ALL_HOUSES = `query OverAllHouses($id: ID!) {
  programme { mode currency }
  association(id: $id) { id city accreditation { state } policies(first: 5) { edges { node { id } } } }
  insurers(first: 1) { pageInfo { hasNextPage } }
}`;

describe('separate processes', () => {
  let id: string;

  it('answer one operation over all three houses, and do what it tells', async () => {
    const registered = await ask(
      'mutation Register($input: RegisterAssociationInput!) { registerAssociation(input: $input) { association { id } problems { code message } } }',
      { token: council, variables: { input: { idempotencyKey: randomUUID(), licenseNumber: 'NCNP-9100', nameAr: 'جمعية البر', nameEn: 'Al-Birr', region: 'SA-01', city: 'الرياض' } } },
    );
    expect(registered).toEqual({ data: { registerAssociation: { association: { id: expect.any(String) }, problems: [] } } });
    ({ id } = (registered.data as unknown as { registerAssociation: { association: { id: string } } }).registerAssociation.association);
    expect(await ask(OVER_ALL_HOUSES, { token: council, variables: { id } })).toEqual({
      data: {
        programme: { mode: 'SANDBOX', currency: 'XTS' },
        association: { id, city: 'الرياض', accreditation: null, policies: { edges: [] } },
        insurers: { pageInfo: { hasNextPage: false } },
      },
    });
  });

  it('answer the public part to nobody in particular, and say what was cut', async () => {
    const { data, errors } = await ask('query($id: ID!) { programme { mode } association(id: $id) { city lives } }', { variables: { id } });
    expect(data).toEqual({ programme: { mode: 'SANDBOX' }, association: { city: 'الرياض', lives: null } });
    expect(errors).toMatchObject([{ path: ['association', 'lives'], extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('believe no token the issuer did not sign', async () => {
    expect(await ask('{ programme { mode } }', { token: `${council.slice(0, -8)}AAAAAAAA` })).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('refuse a call that goes past the gateway', async () => {
    const past = await fetch(`http://127.0.0.1:${ports.insurers}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${council}` }, body: '{"query":"{ insurers { pageInfo { hasNextPage } } }"}',
    });
    expect(await past.json()).toMatchObject({ errors: [{ extensions: { code: 'ENVELOPE_REFUSED' } }] });
  });

  it('lose one house, and with it its own fields alone, until it is back', async () => {
    expect(await houses.regulation.end('SIGKILL')).toBeNull();
    expect(await readiness()).toEqual({ status: 503, ready: false, subgraphs: { associations: true, regulation: false, insurers: true, 'insurer-network': true, registry: true } });
    const { data, errors } = await ask(
      'query($id: ID!) { association(id: $id) { city accreditation { state } policies(first: 5) { edges { node { id } } } } insurers(first: 1) { pageInfo { hasNextPage } } }',
      { token: council, variables: { id } },
    );
    expect(data).toEqual({
      association: { city: 'الرياض', accreditation: null, policies: { edges: [] } }, insurers: { pageInfo: { hasNextPage: false } },
    });
    expect(errors).toMatchObject([{ path: ['association', 'accreditation'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'regulation' } }]);

    await startHouse('regulation');
    await untilReady();
    expect(await ask(OVER_ALL_HOUSES, { token: council, variables: { id } })).not.toHaveProperty('errors');
  });

  it('bring a registry with the gateway when it has a database, go without otherwise, and say what is wrong with it', async () => {
    const PROVIDERS = '{ providers { edges { node { namespace } } } insurers(first: 1) { pageInfo { hasNextPage } } }';
    expect(await ask(PROVIDERS)).toMatchObject({ data: null, errors: [{ path: ['providers'], extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'registry' } }] });
    expect(gateway.output()).toContain('REGISTRY_DATABASE_URL is not set');

    const registry = await createDatabase();
    try {
      const port = await freePort();
      const environment = { ...gatewayEnvironment, PORT: String(port), REGISTRY_DATABASE_URL: registry.url };
      const replicas = [startProcess(['gateway/main.ts'], environment), startProcess(['gateway/main.ts'], { ...environment, PORT: '0' })];
      await Promise.all(replicas.map((each) => each.says(/the graph is up/)));
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: PROVIDERS }) });
      expect(await response.json()).toEqual({ data: { providers: { edges: [] }, insurers: { pageInfo: { hasNextPage: false } } } });
      expect(await Promise.all(replicas.map((each) => each.end('SIGTERM')))).toEqual([0, 0]);
    } finally {
      await registry.drop();
    }
    const gone = startProcess(['gateway/main.ts'], { ...gatewayEnvironment, PORT: '0', REGISTRY_DATABASE_URL: registry.url });
    expect(await gone.ended).toBe(1);
    expect(gone.errors()).toMatch(/^The registry cannot be opened: database "\w+" does not exist\.\n$/);
  });

  it('say in one sentence what is wrong with a setting, or a port', async () => {
    const bare = startProcess(['subgraphs/start.ts', 'insurers'], { ...environments.insurers, FIELD_KEY: 'short', GRAPH_URL: '' });
    expect(await bare.ended).toBe(1);
    expect(bare.errors().trim().split('\n')).toEqual([
      'GRAPH_URL is not set. Address of the graph, to ask and tell, for example http://127.0.0.1:4000/graphql.',
      expect.stringMatching(/^FIELD_KEY is not valid/),
    ]);
    const taken = startProcess(['subgraphs/start.ts', 'insurers'], environments.insurers);
    expect(await taken.ended).toBe(1);
    expect(taken.errors()).toBe(`The insurers house cannot start: port ${ports.insurers} is taken by another process; stop it, or set PORT to a free one.\n`);
    const unknown = startProcess(['subgraphs/start.ts', 'banks'], {});
    expect(await unknown.ended).toBe(1);
    expect(unknown.errors()).toBe('Say which house: npm run house -- associations|regulation|insurers\n');
  });

  it('refuse a database of another mode', async () => {
    const live = startProcess(['subgraphs/start.ts', 'insurers'], { ...environments.insurers, PORT: '0', PROGRAMME_MODE: 'LIVE' });
    expect(await live.ended).toBe(1);
    expect(live.errors()).toBe('The insurers house cannot start: This database was made for SANDBOX and the house was started for LIVE; identifiers and money of two modes never meet.\n');
  });

  it('drain on SIGTERM and end well', async () => {
    expect(await gateway.end('SIGTERM')).toBe(0);
    expect(await Promise.all(HOUSES.map((name) => houses[name].end('SIGTERM')))).toEqual([0, 0, 0]);
    expect(await sandbox.end('SIGTERM')).toBe(0);
  });
});
