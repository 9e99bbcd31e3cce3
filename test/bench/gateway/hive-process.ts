import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/* @graphql-hive/gateway with its native query planner, from the folder into which it was installed. */

export interface StartHive {
  readonly folder: string;
  readonly supergraphSdl: string;
  /** Whether identical operations in flight share one execution. */
  readonly deduplicates: boolean;
}

interface Runtime {
  createGatewayRuntime(settings: Readonly<Record<string, unknown>>): RequestListener;
}

async function listen({ folder, supergraphSdl, deduplicates }: StartHive): Promise<string> {
  const resolve = createRequire(`${folder}/package.json`).resolve;
  const load = (name: string): Promise<unknown> => import(pathToFileURL(resolve(name)).href);
  const { createGatewayRuntime } = await load('@graphql-hive/gateway') as Runtime;
  const { unifiedGraphHandler } = await load('@graphql-hive/router-runtime') as { readonly unifiedGraphHandler: unknown };
  const gateway = createGatewayRuntime({
    supergraph: supergraphSdl, unifiedGraphHandler, logging: false, landingPage: false, graphiql: false, reporting: undefined, maskedErrors: false,
    ...(deduplicates ? { inboundInflightRequestDeduplication: true } : {}),
  });
  const server = createServer(gateway);
  await new Promise<void>((started) => { server.listen(0, '127.0.0.1', started); });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

process.on('message', (message: { readonly startHive?: StartHive; readonly usage?: true }) => {
  if (message.startHive) void listen(message.startHive).then((url) => process.send?.({ url }), (error: unknown) => process.send?.({ failed: String(error) }));
  if (message.usage) process.send?.({ usage: { ...process.cpuUsage(), peakKb: process.resourceUsage().maxRSS } });
});
