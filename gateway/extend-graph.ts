import { fileURLToPath } from 'node:url';
import { readHouses } from '../schema/tools/houses.ts';
import type { EnvelopeSigner } from './auth/envelope.ts';
import { createComposer } from './composition/composer.ts';
import { followExtensions } from './composition/follow-extensions.ts';
import type { Following } from './composition/follow-extensions.ts';
import { extensionSource } from './execution/extension-source.ts';
import { createOutsideAgent } from './execution/outside-agent.ts';
import type { OutsideRules } from './execution/outside-url.ts';
import { createProviderTransport } from './execution/provider-transport.ts';
import type { Source } from './execution/source.ts';
import type { Gateway } from './gateway.ts';
import type { Registry } from './registry/house.ts';
import type { Log } from './telemetry/log.ts';
import type { Metrics } from './telemetry/metrics.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');

/** When whatever else begins with the process has begun: the thread would take the processor from it. */
const WARM_AFTER_MS = 3_000;

export interface ExtendGraphSettings {
  readonly registry: Registry;
  readonly gateway: Gateway;
  /** The sources of the committed graph. */
  readonly houses: ReadonlyMap<string, Source>;
  readonly envelopes: EnvelopeSigner;
  readonly addresses: OutsideRules;
  readonly log: Log;
  readonly metrics?: Metrics;
}

/** The committed graph and what insurers add to it, as the registry says, for as long as the gateway runs. Close it before both. */
export async function extendGraph({ registry, gateway, houses, envelopes, addresses, log, metrics }: ExtendGraphSettings): Promise<Following> {
  const { providers } = registry;
  const composer = createComposer();
  const base = await readHouses(PROJECT);
  const following = await followExtensions({
    registry: providers,
    gateway,
    composer,
    base,
    houses,
    sourceOf: (extension) => {
      const agent = createOutsideAgent({ rules: addresses });
      const source = extensionSource({
        extension, providers, transport: createProviderTransport({ agent }), signer: envelopes, log, ...(metrics === undefined ? {} : { metrics }),
      });
      return {
        ...source,
        async close() {
          await source.close();
          await agent.destroy();
        },
      };
    },
    record: (versionId, results) => registry.recordComposition(versionId, results),
    log,
  });
  const warming = setTimeout(() => void composer.warm(base), WARM_AFTER_MS).unref();
  return {
    settled: () => following.settled(),
    async close() {
      clearTimeout(warming);
      await following.close();
      await composer.close();
    },
  };
}
