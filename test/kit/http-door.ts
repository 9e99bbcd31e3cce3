import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { createIssuer } from '../../gateway/auth/issuer.ts';
import { EMBEDDED_TOKENS } from '../../gateway/open-embedded.ts';
import type { Caller, TestGraph } from './graph.ts';
import type { Door } from './story.ts';

type Answer = ExecutionResult<Record<string, never>>;

/** A running graph over HTTP, with tokens of the issuer whose key lies in its data folder. */
export async function httpDoor(url: string, dataDir: string): Promise<Door> {
  const issuer = await createIssuer({ dataDir, ...EMBEDDED_TOKENS });
  const tokenOf = (as: Caller): Promise<string> | string => {
    if (typeof as !== 'string' && 'token' in as) return as.token;
    const [role, organisation] = typeof as === 'string' ? [as, as] : [as.role, as.organisation];
    return issuer.mint({ subject: `${role}:${organisation}`, organisation, roles: [role], ttl: 3_600 });
  };
  const ask: TestGraph['ask'] = async (as, query, variables = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf(as)}`, 'x-wasq-purpose': 'test' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    ask,
    async tell<Payload>(as: Caller, mutation: string, inputType: string, input: Record<string, unknown>, selection: string) {
      const { data, errors } = await ask(as, `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} problems { code message } } }`, { input: { idempotencyKey: randomUUID(), ...input } });
      if (errors !== undefined) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
      return (data as Record<string, unknown>)[mutation] as Payload & { problems: { code: string; message: string }[] };
    },
    async until<Data>(as: Caller, query: string, variables: Record<string, unknown>, holds: (data: Data) => boolean) {
      const end = Date.now() + 60_000;
      for (;;) {
        const { data, errors } = await ask(as, query, variables);
        if (errors === undefined && holds(data as Data)) return data as Data;
        if (Date.now() > end) throw new Error(`waited in vain: ${JSON.stringify({ data, errors })}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
  };
}
