import { describe, expect, it } from '@jest/globals';
import type { SandboxServer, SandboxStart } from '../../../subgraphs/kit/sandbox-server.ts';
import type { ConnectorOptions } from '../../../subgraphs/kit/source-client.ts';
import { meet } from './sandbox-meeting.ts';

/** What every connector does with a source that is slow, down, or the wrong one. */
export function describeSandboxBehaviours<Connector extends { close(): Promise<void> }, Field extends string>(
  source: string,
  startSandbox: (start: SandboxStart & { now: () => Date }) => Promise<SandboxServer<Field>>,
  createConnector: (options: ConnectorOptions) => Connector,
  ask: (connector: Connector, times: number) => Promise<readonly unknown[]>,
): void {
  const unavailable = (reason: string) => ({ code: 'SOURCE_UNAVAILABLE', source, reason: expect.stringContaining(reason) });

  describe('through its sandbox', () => {
    it('names the sandbox as the source, and who asked when', async () => {
      const { connector } = await meet(startSandbox, createConnector);
      expect(await ask(connector, 1)).toEqual([expect.objectContaining({
        source: `sandbox:${source}`, asOf: '2026-03-01T09:00:00.000Z', verifiedBy: 'the-test',
      })]);
    });

    it('asks more than 1,000 questions', async () => {
      const { connector } = await meet(startSandbox, createConnector);
      expect(await ask(connector, 1_001)).toHaveLength(1_001);
    });

    it.each([['UNAVAILABLE', 'status 503'], ['RESET', 'connection failed']] as const)(
      'is unavailable when the source is down (%s)',
      async (downAs, reason) => {
        const { sandbox, connector } = await meet(startSandbox, createConnector);
        await putControl(sandbox, { behaviour: 'down', downAs });
        await expect(ask(connector, 1)).rejects.toMatchObject(unavailable(reason));
      },
    );

    it('waits for a slow source', async () => {
      const { sandbox, connector } = await meet(startSandbox, createConnector);
      await putControl(sandbox, { behaviour: 'slow', delayMs: 20 });
      expect(await ask(connector, 1)).toHaveLength(1);
    });

    it('waits no longer than its deadline', async () => {
      const { sandbox, connector } = await meet(startSandbox, createConnector, { deadlineMs: 200 });
      await putControl(sandbox, { behaviour: 'slow', delayMs: 60_000 });
      await expect(ask(connector, 1)).rejects.toMatchObject(unavailable('within 200 ms'));
    });

    it.each(['PILOT', 'LIVE'] as const)('lets no fact of the sandbox into %s', async (programmeMode) => {
      const { connector } = await meet(startSandbox, createConnector, { programmeMode });
      await expect(ask(connector, 1)).rejects.toMatchObject(unavailable(`the programme is ${programmeMode}`));
    });
  });
}

export async function putControl(sandbox: { readonly url: string }, wish: object): Promise<void> {
  const response = await fetch(`${sandbox.url}/control`, { method: 'PUT', body: JSON.stringify(wish) });
  expect(response.status).toBe(200);
}
