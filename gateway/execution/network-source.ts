import { readFile } from 'node:fs/promises';
import type { EnvelopeSigner } from '../auth/envelope.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createOutsideAgent } from './outside-agent.ts';
import type { OutsideRules } from './outside-url.ts';
import { partitionedSource } from './partitioned-source.ts';
import { createProviderTransport } from './provider-transport.ts';
import type { Providers } from './providers.ts';
import type { RetrySettings } from './retry.ts';
import type { Source } from './source.ts';

export interface NetworkSourceSettings {
  /** The insurers house's own answer to the contract. */
  readonly hosted: Source;
  readonly providers: Providers;
  readonly envelopes: EnvelopeSigner;
  /** How far the addresses that insurers register may lead. */
  readonly addresses: OutsideRules;
  readonly retry?: RetrySettings;
  readonly log: Log;
  readonly metrics?: Metrics;
}

/** The subgraph `insurer-network`: every insurer's own subgraph, and the insurers house for all others. */
export async function networkSource({ hosted, providers, envelopes, addresses, ...more }: NetworkSourceSettings): Promise<Source> {
  const agent = createOutsideAgent({ rules: addresses });
  const source = partitionedSource({
    ...more,
    name: 'insurer-network',
    contract: await readFile(new URL('../../schema/insurer-network.graphql', import.meta.url), 'utf8'),
    hosted,
    providers,
    signer: envelopes,
    transport: createProviderTransport({ agent }),
  });
  return {
    ...source,
    async close() {
      await source.close();
      await agent.destroy();
    },
  };
}
