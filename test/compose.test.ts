import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { z } from 'zod';
import { GATEWAY_SETTINGS, readConfig } from '../gateway/config.ts';
import { SANDBOX_SETTINGS, readSandboxConfig } from '../gateway/sandbox-config.ts';
import { SETTINGS as ASSOCIATIONS } from '../subgraphs/associations/main.ts';
import { SETTINGS as INSURERS } from '../subgraphs/insurers/main.ts';
import { HOUSE_SETTINGS, readSettings } from '../subgraphs/kit/house-config.ts';
import { SETTINGS as REGULATION } from '../subgraphs/regulation/main.ts';

interface Service {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly image?: string;
  readonly configs?: readonly { readonly source: string }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly profiles?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean } | null>>;
  readonly configs: Readonly<Record<string, unknown>>;
}

const text = await readFile(new URL('../docker-compose.yml', import.meta.url), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const { scripts } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { scripts: Record<string, string> };

const HOUSES = ['associations', 'regulation', 'insurers'] as const;
/** Who has a database, and under which names its settings come: a house its own, the gateway that of the registry. */
const DATABASES = [
  ...HOUSES.map((house) => ({ database: house, service: house, prefix: '' })),
  { database: 'registry', service: 'gateway', prefix: 'REGISTRY_' },
];
const EXTRAS = { associations: ASSOCIATIONS, regulation: REGULATION, insurers: INSURERS };

/** What each process of ours accepts, and how it reads it. */
const PROCESSES: Readonly<Record<string, { readonly shape: z.ZodRawShape; readonly read: (env: Record<string, string>) => unknown }>> = {
  gateway: { shape: GATEWAY_SETTINGS, read: readConfig },
  sandbox: { shape: SANDBOX_SETTINGS, read: readSandboxConfig },
  ...Object.fromEntries(HOUSES.map((house) => {
    const shape: z.ZodRawShape = { ...HOUSE_SETTINGS, ...EXTRAS[house] };
    return [house, { shape, read: (env: Record<string, string>) => readSettings(shape, env) }];
  })),
};

/** Values a person sets where the file has none, of the shape the README tells. */
function given(name: string): string {
  if (name === 'GATEWAY_SIGNING_KEY') return JSON.stringify(generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }));
  return name.endsWith('_FIELD_KEY') ? randomBytes(32).toString('base64') : randomBytes(16).toString('hex');
}

const VARIABLE = /(?<!\$)\$\{(\w+):([-?])([^}]*)\}/g;

function environmentOf(service: string, set: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(compose.services[service]?.environment ?? {}).map(([name, value]) =>
    [name, String(value).replace(VARIABLE, (_, variable: string, kind: string, rest: string) =>
      set[variable] ?? (kind === '-' ? rest : given(variable)))]));
}

describe('docker-compose.yml', () => {
  it.each(Object.keys(PROCESSES))('%s is given settings it knows, all it needs, in values it accepts', (service) => {
    const { shape, read } = PROCESSES[service]!;
    const environment = environmentOf(service);
    expect(Object.keys(environment).filter((name) => !(name in shape))).toEqual([]);
    expect(() => read(environment)).not.toThrow();
  });

  it('is accepted with NODE_ENV=production too, without the sandbox', () => {
    expect(() => readConfig(environmentOf('gateway', { NODE_ENV: 'production' }))).not.toThrow();
    expect(() => readSandboxConfig(environmentOf('sandbox', { NODE_ENV: 'production' }))).toThrow('NODE_ENV=production');
    expect(compose.services['sandbox']?.profiles).toEqual(['sandbox']);
  });

  it('runs what the npm scripts run, each house under its own name', () => {
    const command = (service: string) => compose.services[service]?.command?.join(' ');
    expect(command('gateway')).toBe(scripts['gateway']);
    expect(command('sandbox')).toBe(scripts['sandbox']);
    for (const house of HOUSES) expect(command(house)).toBe(`${scripts['house']} ${house}`);
  });

  it('points every address at a service that listens there and shares a network', () => {
    const listening = (service: string): number[] => {
      const shape = PROCESSES[service]?.shape ?? {};
      const image = compose.services[service]?.image?.split(':')[0];
      if (image === 'postgres') return [5432];
      if (image === 'redis') return [6379];
      const environment = environmentOf(service);
      return Object.keys(shape).filter((name) => /(^|_)PORT$/.test(name))
        .map((name) => Number((shape[name] as z.ZodType).parse(environment[name])));
    };
    let addresses = 0;
    for (const service of Object.keys(PROCESSES)) {
      for (const [name, value] of Object.entries(environmentOf(service))) {
        if (!name.endsWith('_URL') || name === 'PUBLIC_URL') continue;
        const url = new URL(value);
        addresses += 1;
        expect({ service, name, listening: listening(url.hostname) }).toMatchObject({ listening: expect.arrayContaining([Number(url.port)]) });
        const shared = compose.services[service]!.networks.filter((network) => compose.services[url.hostname]!.networks.includes(network));
        expect({ service, name, shared: shared.length }).toEqual({ service, name, shared: 1 });
      }
    }
    expect(addresses).toBe(5 + 3 * 4 + 6 + 2);
  });

  it('lets a database be reached by its house alone, as the roles it makes', () => {
    for (const { database: house, service, prefix } of DATABASES) {
      const network = `${house}-data`;
      expect(compose.networks[network]).toEqual({ internal: true });
      const members = Object.entries(compose.services).filter(([, { networks }]) => networks.includes(network)).map(([name]) => name);
      expect(members.sort()).toEqual([service, `${house}-db`]);
      const database = compose.services[`${house}-db`]!;
      expect(database.networks).toEqual([network]);
      expect(database.configs?.map(({ source }) => source)).toEqual(Object.keys(compose.configs));
      const { [`${prefix}DATABASE_URL`]: app, [`${prefix}MIGRATOR_URL`]: migrator } = compose.services[service]!.environment!;
      const { POSTGRES_USER: user, POSTGRES_PASSWORD: password, APP_PASSWORD: appPassword, POSTGRES_DB: name } = database.environment!;
      expect(migrator).toBe(`postgres://${user}:${password}@${house}-db:5432/${name}`);
      expect(app).toBe(`postgres://app:${appPassword}@${house}-db:5432/${name}`);
    }
  });

  it('lets Redis be reached by the gateway alone', () => {
    expect(compose.networks['counts']).toEqual({ internal: true });
    expect(compose.services['redis']?.networks).toEqual(['counts']);
    expect(Object.entries(compose.services).filter(([, { networks }]) => networks.includes('counts')).map(([name]) => name)).toEqual(['gateway', 'redis']);
  });

  it('publishes one port, of the front alone, on the loopback address', () => {
    const published = Object.entries(compose.services).flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    expect(published).toEqual([['front', expect.stringMatching(/^127\.0\.0\.1:/)]]);
    const port = new URL(`http://${compose.services['front']!.command!.at(-1)}`);
    expect([port.hostname, Number(port.port)]).toEqual(['gateway', readConfig(environmentOf('gateway')).port]);
  });

  it('asks each process of ours whether it is ready, and starts it when what it needs is', () => {
    for (const service of ['gateway', ...HOUSES]) {
      expect(compose.services[service]?.healthcheck?.test.join(' ')).toContain(`http://127.0.0.1:${environmentOf(service)['PORT']}/ready`);
    }
    for (const house of HOUSES) expect(compose.services[house]?.depends_on).toEqual({ [`${house}-db`]: { condition: 'service_healthy' } });
    expect(Object.keys(compose.services['gateway']?.depends_on ?? {}).sort()).toEqual([...HOUSES, 'registry-db'].sort());
  });

  it('holds no secret, and no default for one', () => {
    const secrets = Object.values(compose.services).flatMap(({ environment = {} }) => Object.entries(environment))
      .filter(([name]) => /(PASSWORD|KEY|DATABASE_URL|MIGRATOR_URL)$/.test(name));
    expect(secrets.length).toBe(3 * 3 + 3 * 2 + 1 + 2 + 2);
    for (const [name, value] of secrets) expect(`${name}=${value}`).toMatch(/=(postgres:\/\/\w+:)?\$\{\w+:\?[^}]+\}(@[\w-]+:5432\/house)?$/);
  });
});
