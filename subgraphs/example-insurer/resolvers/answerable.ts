import { GraphQLError } from 'graphql';
import type { Context } from '../context.ts';

/** An error that reaches the gateway at its path, with a code; the rest of the answer stands. */
export function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** The graph has decided who may ask; an insurer that asks again keeps its data when the graph is wrong. */
export function mustHave(context: Context, ...scopes: readonly string[]): void {
  if (!scopes.some((scope) => context.caller.scopes.includes(scope))) throw refusal('FORBIDDEN', 'This caller may not ask this.');
  // An officer of an insurer asks for its own; the gateway names the organisation only when it is us.
  const officer = context.caller.roles.includes('insurer_officer');
  if (officer && context.caller.organisation !== context.insurerId) throw refusal('FORBIDDEN', 'This officer is not ours.');
}
