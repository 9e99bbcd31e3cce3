import { randomUUID } from 'node:crypto';
import type { Issuer } from '../auth/issuer.ts';
import type { Role } from '../../schema/contracts/identity.ts';

/** The story did not go as told; the message says at which step. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}

interface Problem {
  readonly code: string;
  readonly message: string;
}

/** One of the story's roles, speaking to the graph over HTTP as a partner's frontend would. */
export interface Player {
  readonly role: Role;
  readonly subject: string;
  readonly organisation: string | null;
  /** A query. @throws DemoFailure on any GraphQL error. */
  ask<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
  /** A mutation by field name. @throws DemoFailure on any error or problem. Answers the payload. */
  tell<Payload>(mutation: string, inputType: string, input: Record<string, unknown>, selection: string): Promise<Payload>;
  /** A mutation that must be refused; answers the codes. @throws DemoFailure when it is not. */
  refused(mutation: string, inputType: string, input: Record<string, unknown>): Promise<string[]>;
}

/** Makes players of one graph, each with a token of its own. */
export function createPlayers(graphUrl: string, issuer: Issuer): (role: Role, organisation?: string | null) => Promise<Player> {
  return async (role, organisation = null) => {
    const subject = `demo:${role}${organisation === null ? '' : `:${organisation.slice(-6)}`}`;
    const token = await issuer.mint({ subject, organisation: organisation ?? role, roles: [role], ttl: 3_600 });

    const send = async (query: string, variables: Record<string, unknown>): Promise<{ data?: unknown; errors?: readonly { message: string; path?: readonly unknown[]; extensions?: { code?: string } }[] }> => {
      const response = await fetch(graphUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'accept-language': 'en', 'x-wasq-purpose': 'demonstration' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Awaited<ReturnType<typeof send>>;
    };

    const ask = async <Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> => {
      const { data, errors } = await send(query, variables);
      if (errors !== undefined) {
        throw new DemoFailure(`${role} got an error: ${errors.map((error) => `${error.extensions?.code ?? ''} ${error.message} at ${(error.path ?? []).join('.')}`).join('; ')}\n${query}`);
      }
      return data as Data;
    };

    const mutate = async <Payload>(mutation: string, inputType: string, input: Record<string, unknown>, selection: string): Promise<Payload & { problems: Problem[] }> => {
      const document = `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} problems { code message } } }`;
      const data = await ask<Record<string, Payload & { problems: Problem[] }>>(document, { input: { idempotencyKey: randomUUID(), ...input } });
      return data[mutation] as Payload & { problems: Problem[] };
    };

    return {
      role,
      subject,
      organisation,
      ask,
      async tell<Payload>(mutation: string, inputType: string, input: Record<string, unknown>, selection: string) {
        const payload = await mutate<Payload>(mutation, inputType, input, selection);
        if (payload.problems.length > 0) {
          throw new DemoFailure(`${mutation} by ${role} was refused: ${payload.problems.map(({ code, message }) => `${code}: ${message}`).join('; ')}`);
        }
        return payload;
      },
      async refused(mutation, inputType, input) {
        const payload = await mutate<object>(mutation, inputType, input, '__typename');
        if (payload.problems.length === 0) throw new DemoFailure(`${mutation} by ${role} should have been refused and was not.`);
        return payload.problems.map(({ code }) => code);
      },
    };
  };
}
