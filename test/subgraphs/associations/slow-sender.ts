import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { once } from 'node:events';

/** A sender who sends what it is told, when it is told. */
export interface SlowSender {
  send(text: string): Promise<void>;
  /** Ends the file and answers what the house said. */
  end(): Promise<{ readonly status: number; readonly body: { readonly problem: { readonly code: string } | null } & Record<string, unknown> }>;
  /** Cuts the line. */
  cut(): void;
}

export function slowSender(url: string): SlowSender {
  const sending: ClientRequest = request(url, { method: 'PUT', headers: { 'content-type': 'text/csv' } });
  const answered = once(sending, 'response') as Promise<[IncomingMessage]>;
  // A cut line is what some tests are about; who waits for the answer is told by `answered`.
  answered.catch(() => undefined);
  return {
    send: (text) => new Promise((resolve) => void sending.write(text, () => resolve())),
    async end() {
      sending.end();
      const [response] = await answered;
      let text = '';
      for await (const piece of response) text += String(piece);
      return { status: response.statusCode ?? 0, body: JSON.parse(text) as Awaited<ReturnType<SlowSender['end']>>['body'] };
    },
    cut: () => void sending.destroy(),
  };
}
