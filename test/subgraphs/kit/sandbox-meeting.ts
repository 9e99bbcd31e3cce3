import { afterEach } from '@jest/globals';
import type { ProgrammeMode } from '../../../schema/contracts/mode.ts';
import type { SandboxServer, SandboxStart } from '../../../subgraphs/kit/sandbox-server.ts';
import type { ConnectorOptions } from '../../../subgraphs/kit/source-client.ts';

export const NOW = new Date('2026-03-01T09:00:00.000Z');

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** Starts a sandbox and a connector that asks it; both are closed after the test. */
export async function meet<Connector extends { close(): Promise<void> }, Field extends string>(
  startSandbox: (start: SandboxStart & { now: () => Date }) => Promise<SandboxServer<Field>>,
  createConnector: (options: ConnectorOptions) => Connector,
  { programmeMode = 'SANDBOX' as ProgrammeMode, deadlineMs = 10_000 } = {},
): Promise<{ sandbox: SandboxServer<Field>; connector: Connector }> {
  const now = () => NOW;
  const sandbox = await startSandbox({ programmeMode, now });
  open.push(sandbox);
  const connector = createConnector({ url: sandbox.url, deadlineMs, verifiedBy: 'the-test', now, programmeMode });
  open.push(connector);
  return { sandbox, connector };
}
