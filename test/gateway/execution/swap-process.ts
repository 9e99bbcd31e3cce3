import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { queryObjects } from 'node:v8';
import { GraphQLSchema } from 'graphql';
import { localSource } from '../../../gateway/execution/local-source.ts';
import type { GatewaySettings } from '../../../gateway/gateway.ts';
import { tinyGateway, tinyHouse, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import { ADDED, CORE } from './swapped-subgraphs.ts';

/*
 * Swaps the supergraph of a gateway a few times, then more times, and says after each how many schemas are alive in the
 * process. A process of its own, since those of other tests would be counted too, and their heap walked each time.
 */
const planning = process.argv[2] as GatewaySettings['planning'];
const dataDir = await mkdtemp(`${tmpdir()}/wasq-swaps-`);
const { gateway, house } = await tinyGateway([CORE], dataDir, { auth: 'open', ...(planning ? { planning } : {}) });
const core = localSource(house('core'));

async function swaps(times: number): Promise<number> {
  for (let swap = 0; swap < times; swap += 1) {
    const added = localSource(await tinyHouse(ADDED, gateway.jwks));
    await gateway.updateSupergraph(tinySupergraph([CORE, ADDED]), new Map([['core', core], ['added', added]]));
    await gateway.execute({ query: '{ thing(id: 1) { name more } }' }, {});
    await gateway.updateSupergraph(tinySupergraph([CORE]), new Map([['core', core]]));
    await gateway.execute({ query: '{ open }' }, {});
  }
  return queryObjects(GraphQLSchema, { format: 'count' });
}

console.log(`schemas: ${await swaps(2)} ${await swaps(10)}`);
await gateway.close();
await rm(dataDir, { recursive: true, force: true });
