import './telemetry/no-phone-home.ts';
import { readFile } from 'node:fs/promises';
import { createLocalJWKSet } from 'jose';
import type { JSONWebKeySet } from 'jose';
import type { Logger } from 'pino';
import type { ProgrammeMode } from '../schema/contracts/mode.ts';
import { createBankConnector } from '../subgraphs/associations/sources/bank.ts';
import { startBankSandbox } from '../subgraphs/associations/sources/sandbox/bank.ts';
import { openAssociationsHouse } from '../subgraphs/associations/house.ts';
import { openInsurersHouse } from '../subgraphs/insurers/house.ts';
import type { House, SendToGraph } from '../subgraphs/kit/house.ts';
import type { HouseOptions } from '../subgraphs/kit/stand-up.ts';
import { openRegulationHouse } from '../subgraphs/regulation/house.ts';
import { createCivilRegistryConnector } from '../subgraphs/regulation/sources/civil-registry.ts';
import { createInsurerLicencesConnector } from '../subgraphs/regulation/sources/insurer-licences.ts';
import { createInsurerQualificationsConnector } from '../subgraphs/regulation/sources/insurer-qualifications.ts';
import { createNonprofitLicencesConnector } from '../subgraphs/regulation/sources/nonprofit-licences.ts';
import { startCivilRegistrySandbox } from '../subgraphs/regulation/sources/sandbox/civil-registry.ts';
import { startInsurerLicencesSandbox } from '../subgraphs/regulation/sources/sandbox/insurer-licences.ts';
import { startInsurerQualificationsSandbox } from '../subgraphs/regulation/sources/sandbox/insurer-qualifications.ts';
import { startNonprofitLicencesSandbox } from '../subgraphs/regulation/sources/sandbox/nonprofit-licences.ts';
import { startSocialInsuranceSandbox } from '../subgraphs/regulation/sources/sandbox/social-insurance.ts';
import { createSocialInsuranceConnector } from '../subgraphs/regulation/sources/social-insurance.ts';
import { createEnvelopeSigner } from './auth/envelope.ts';
import type { HouseDatabase } from './embedded/house-databases.ts';
import { localSource } from './execution/local-source.ts';
import { networkSource } from './execution/network-source.ts';
import { extendGraph } from './extend-graph.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { openGatewayRegistry } from './open-registry.ts';
import type { Admission } from './registry/admission.ts';
import type { Registry } from './registry/house.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { whenOpen } from './when-open.ts';

export const HOUSES = ['associations', 'regulation', 'insurers', 'registry'] as const;
export type HouseName = (typeof HOUSES)[number];

export interface StandaloneSettings {
  readonly databases: ReadonlyMap<string, HouseDatabase>;
  /** One a house, base64. */
  readonly fieldKeys: Readonly<Record<string, string>>;
  readonly issuer: { readonly issuer: string; readonly audience: string; readonly jwks: JSONWebKeySet };
  readonly mode: ProgrammeMode;
  readonly log: Logger;
  readonly now?: () => Date;
  /** Who judges versions of insurers' own subgraphs; the graph itself when left out. For tests that are about other things. */
  readonly admission?: Admission;
  /** Sees every SQL statement of every house. For tests that count. */
  readonly onStatement?: (house: HouseName, sql: string) => void;
  /** False for a process that only fills the houses: what follows is done by the one that is started then. */
  readonly runJobs?: boolean;
  /** Stands between a house and the graph. For tests that break it. */
  readonly interceptAsk?: (house: HouseName, send: SendToGraph) => SendToGraph;
}

export interface Standalone {
  readonly gateway: Gateway;
  readonly houses: Readonly<Record<HouseName, House>>;
  /** Who is plugged in. Its house is one of the houses. */
  readonly registry: Registry;
  readonly sandboxes: Sandboxes;
  /** Says under which address the gateway is reached; signed upload addresses begin with it. */
  announce(publicUrl: string): void;
  /** Lets running requests and jobs end, then frees everything but the database server. */
  close(): Promise<void>;
}

export type Sandboxes = Awaited<ReturnType<typeof startSandboxes>>;

/** Whoever tries a subgraph out beside the embedded default does so on this machine. */
const ADDRESSES = { privateNetworks: true, plainHttp: true };

/** The outside world of SANDBOX mode, each on a loopback port of its own. */
async function startSandboxes(programmeMode: ProgrammeMode) {
  const start = { programmeMode };
  return {
    civilRegistry: await startCivilRegistrySandbox(start),
    socialInsurance: await startSocialInsuranceSandbox(start),
    nonprofitLicences: await startNonprofitLicencesSandbox(start),
    insurerLicences: await startInsurerLicencesSandbox(start),
    insurerQualifications: await startInsurerQualificationsSandbox(start),
    bank: await startBankSandbox(start),
  };
}

/** The three houses, the registry and the gateway in one process: the embedded default, and the whole graph of a test. */
export async function openStandalone(settings: StandaloneSettings): Promise<Standalone> {
  if (settings.mode !== 'SANDBOX') throw new Error('In one process the programme runs in SANDBOX mode only: its sources are sandboxes. Run the houses apart for PILOT or LIVE.');
  const sandboxes = await startSandboxes(settings.mode);
  const now = settings.now ?? (() => new Date());
  const connect = (source: { readonly url: string }, verifiedBy: HouseName) => ({
    url: source.url, deadlineMs: 5_000, verifiedBy, now, programmeMode: settings.mode,
  });
  const envelopes = await createEnvelopeSigner();
  let publicUrl = 'http://127.0.0.1';
  const graph = whenOpen();

  const optionsOf = (name: HouseName): HouseOptions => {
    const database = settings.databases.get(name);
    if (database === undefined) throw new Error(`The ${name} house has no database.`);
    const { onStatement, interceptAsk } = settings;
    return {
      databaseUrl: database.appUrl,
      migratorUrl: database.migratorUrl,
      mode: settings.mode,
      fieldKey: Buffer.from(settings.fieldKeys[name] ?? '', 'base64'),
      gatewayKeys: createLocalJWKSet(envelopes.jwks),
      send: interceptAsk === undefined ? graph.send : interceptAsk(name, graph.send),
      log: settings.log.child({ house: name }),
      now,
      runJobs: settings.runJobs ?? true,
      ...(onStatement === undefined ? {} : { onStatement: (sql: string) => onStatement(name, sql) }),
    };
  };

  const [associations, regulation, insurers, registry] = await Promise.all([
    openAssociationsHouse({
      ...optionsOf('associations'),
      sources: { bank: createBankConnector(connect(sandboxes.bank, 'associations')) },
      publicUrl: () => publicUrl,
    }),
    openRegulationHouse({
      ...optionsOf('regulation'),
      publicUrl: () => publicUrl,
      sources: {
        civilRegistry: createCivilRegistryConnector(connect(sandboxes.civilRegistry, 'regulation')),
        socialInsurance: createSocialInsuranceConnector(connect(sandboxes.socialInsurance, 'regulation')),
        nonprofitLicences: createNonprofitLicencesConnector(connect(sandboxes.nonprofitLicences, 'regulation')),
        insurerLicences: createInsurerLicencesConnector(connect(sandboxes.insurerLicences, 'regulation')),
        insurerQualifications: createInsurerQualificationsConnector(connect(sandboxes.insurerQualifications, 'regulation')),
      },
    }),
    openInsurersHouse(optionsOf('insurers')),
    openGatewayRegistry({
      ...optionsOf('registry'),
      log: settings.log.child({ house: 'registry' }),
      envelopes,
      addresses: ADDRESSES,
      ...(settings.admission === undefined ? {} : { admission: settings.admission }),
    }),
  ]);
  const houses = { associations, regulation, insurers, registry: registry.house };

  if (insurers.beside === undefined) throw new Error('The insurers house serves no default of the network.');
  const metrics = createMetrics();
  const network = await networkSource({
    hosted: localSource(insurers.beside), providers: registry.providers, envelopes, addresses: ADDRESSES, log: settings.log, metrics,
  });

  const sources = new Map([...Object.values(houses).map((house) => localSource(house)), network].map((source) => [source.name, source]));
  const gateway = await createGateway({
    supergraphSdl: await readFile(new URL('../schema/supergraph.graphql', import.meta.url), 'utf8'),
    sources,
    planning: 'thread',
    auth: { issuer: settings.issuer.issuer, audience: settings.issuer.audience, keys: settings.issuer.jwks },
    envelopes,
    mode: settings.mode,
    log: settings.log,
    metrics,
  });
  const extended = await extendGraph({ registry, gateway, houses: sources, envelopes, addresses: ADDRESSES, log: settings.log, metrics });
  graph.open((request, headers) => gateway.execute(request, headers));

  return {
    gateway,
    houses,
    registry,
    sandboxes,
    announce: (url) => void (publicUrl = url),
    async close() {
      // What is being answered needs the houses to its end.
      await gateway.drain();
      await extended.close();
      // Houses first: a job that is still running may ask the graph.
      await Promise.all(HOUSES.map((name) => houses[name].close()));
      await gateway.close();
      await Promise.all(Object.values(sandboxes).map((sandbox) => sandbox.close()));
    },
  };
}
