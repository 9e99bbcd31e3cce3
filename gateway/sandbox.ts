import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JSONWebKeySet } from 'jose';
import { startBankSandbox } from '../subgraphs/associations/sources/sandbox/bank.ts';
import { startCivilRegistrySandbox } from '../subgraphs/regulation/sources/sandbox/civil-registry.ts';
import { startInsurerLicencesSandbox } from '../subgraphs/regulation/sources/sandbox/insurer-licences.ts';
import { startInsurerQualificationsSandbox } from '../subgraphs/regulation/sources/sandbox/insurer-qualifications.ts';
import { startNonprofitLicencesSandbox } from '../subgraphs/regulation/sources/sandbox/nonprofit-licences.ts';
import { startSocialInsuranceSandbox } from '../subgraphs/regulation/sources/sandbox/social-insurance.ts';
import { createIssuer } from './auth/issuer.ts';
import { ConfigError } from './config.ts';
import { printTokens } from './partner/welcome.ts';
import { readSandboxConfig } from './sandbox-config.ts';
import type { SandboxConfig } from './sandbox-config.ts';

/* `npm run sandbox`: the outside world of SANDBOX mode, for houses and a gateway that run as processes of their own. */

interface Outsider {
  readonly url: string;
  close(): Promise<void>;
}

/** Which house's setting names a source, and what starts it. */
const SOURCES = [
  ['CIVIL_REGISTRY', startCivilRegistrySandbox],
  ['SOCIAL_INSURANCE', startSocialInsuranceSandbox],
  ['NONPROFIT_LICENCES', startNonprofitLicencesSandbox],
  ['INSURER_LICENCES', startInsurerLicencesSandbox],
  ['INSURER_QUALIFICATIONS', startInsurerQualificationsSandbox],
  ['BANK', startBankSandbox],
] as const;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  const config = readSandboxConfig(process.env);
  const stopped = new Promise<void>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve());
  });
  const { DATA_DIR: dataDir, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: audience, HOST: host } = config;
  const tokens = await createIssuer({ dataDir, issuer, audience });
  const open: Outsider[] = [];
  try {
    const urls: [string, string][] = [];
    for (const [name, start] of SOURCES) {
      const source = await onPort(config, `${name}_PORT`, (port) => start({ host, port, programmeMode: config.PROGRAMME_MODE }));
      open.push(source);
      urls.push([`${name}_URL`, source.url]);
    }
    const keys = await onPort(config, 'TOKENS_PORT', (port) => serveKeys(tokens.jwks, host, port));
    open.push(keys);
    urls.push(['JWKS_URL', `${keys.url}/.well-known/jwks.json`]);

    say('The sandbox is open. Settings for the houses and the gateway:');
    say('');
    for (const [name, url] of urls) say(`  ${name}=${url}`);
    say('');
    await printTokens(tokens, organisationsOf(config), say);
    const missing = (['ASSOCIATION_ID', 'INSURER_ID', 'MEMBER_ID'] as const).filter((name) => config[name] === undefined);
    if (missing.length > 0) {
      say('');
      say(`  For tokens of an officer or a member, start again with ${missing.join(', ')} set to ids in your graph.`);
    }
    await stopped;
    return 0;
  } finally {
    await Promise.all(open.map((outsider) => outsider.close()));
  }
}

function organisationsOf({ ASSOCIATION_ID: association, INSURER_ID: insurer, MEMBER_ID: member }: SandboxConfig) {
  return {
    ...(association === undefined ? {} : { association: { id: association, name: association } }),
    ...(insurer === undefined ? {} : { insurer: { id: insurer, name: insurer } }),
    ...(member === undefined ? {} : { member: { id: member } }),
  };
}

async function onPort<Name extends keyof SandboxConfig & `${string}_PORT`>(
  config: SandboxConfig, setting: Name, start: (port: number) => Promise<Outsider>,
): Promise<Outsider> {
  try {
    return await start(config[setting]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new ConfigError(`Port ${config[setting]} on ${config.HOST} is taken by another process: stop it, or set ${setting} to a free one.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new ConfigError(`${config.HOST} is not an address of this machine: set HOST to one that is.`);
    throw error;
  }
}

/** Where the gateway finds the public keys of the tokens printed here. */
async function serveKeys(jwks: JSONWebKeySet, host: string, port: number): Promise<Outsider> {
  const server = createServer((request, response) => {
    const found = request.url === '/.well-known/jwks.json' ? jwks : request.url === '/ready' ? { ready: true } : null;
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found ?? { error: 'There is nothing at this path.' }));
  });
  server.listen(port, host);
  await once(server, 'listening');
  const bound = server.address() as AddressInfo;
  return {
    url: `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : `The sandbox could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`}\n`);
  process.exitCode = 1;
}
