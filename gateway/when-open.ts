import type { SendToGraph } from '../subgraphs/kit/house.ts';

/** A way to the graph that can be handed out before the graph stands: who asks early waits. */
export function whenOpen(): { send: SendToGraph; open(send: SendToGraph): void } {
  let open: (send: SendToGraph) => void = () => undefined;
  const opened = new Promise<SendToGraph>((resolve) => (open = resolve));
  return { send: async (request, headers) => (await opened)(request, headers), open };
}
