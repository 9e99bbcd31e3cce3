import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createLocalJWKSet } from 'jose';
import type { Logger } from 'pino';
import type { ProgrammeMode } from '../schema/contracts/mode.ts';
import { readHouses } from '../schema/tools/houses.ts';
import type { HouseOptions } from '../subgraphs/kit/stand-up.ts';
import type { EnvelopeSigner } from './auth/envelope.ts';
import { createComposer } from './composition/composer.ts';
import type { OutsideRules } from './execution/outside-url.ts';
import { admissionByGraph } from './registry/admission-by-graph.ts';
import type { Admission } from './registry/admission.ts';
import { createConform } from './registry/conformance/conform.ts';
import { openRegistry } from './registry/house.ts';
import type { Registry } from './registry/house.ts';

/** A submission is rare, and who waits for its checks does not mind a second more. */
const CHECKS_IDLE_MS = 300_000;

const PROJECT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

export interface GatewayRegistrySettings extends Pick<HouseOptions, 'databaseUrl' | 'migratorUrl' | 'send' | 'now' | 'onStatement'> {
  readonly mode: ProgrammeMode;
  readonly log: Logger;
  /** The gateway's own: whoever conforms is tried with what it will be sent. */
  readonly envelopes: EnvelopeSigner;
  /** How far insurers' addresses may lead. */
  readonly addresses: OutsideRules;
  /** Days for which a field is deprecated before it may go. */
  readonly noticeDays?: number;
  /** Who judges versions; the graph itself when left out. */
  readonly admission?: Admission;
}

/** The registry of one gateway process, with the graph itself as its judge. @throws the database's own refusal. */
export async function openGatewayRegistry(settings: GatewayRegistrySettings): Promise<Registry> {
  const { admission, envelopes, addresses, mode, ...options } = settings;
  const composer = createComposer({ idleMs: CHECKS_IDLE_MS });
  const base = await readHouses(PROJECT);
  return openRegistry({
    ...options,
    mode,
    addresses,
    gatewayKeys: createLocalJWKSet(envelopes.jwks),
    // No column of the registry holds personal data, so there is nothing a key of a process could not decrypt later.
    fieldKey: randomBytes(32),
    admission: admission ?? admissionByGraph({ composer, base, conform: createConform({ signer: envelopes, mode, addresses }) }),
    closeMore: () => composer.close(),
  });
}
