import { getOperationAST, getVariableValues, GraphQLError } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import { ANONYMOUS } from '../../schema/contracts/identity.ts';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';
import type { OperationLife } from '../limits/operation-life.ts';
import { completeCutAnswer, cutsAskedFor } from './complete-cut-answer.ts';
import { cutUnauthorised } from './cut-unauthorised.ts';
import type { CutField, CutOperation } from './cut-unauthorised.ts';
import { requirementsOf } from './requirements.ts';
import type { Access, WrittenRequirements } from './requirements.ts';

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
  /** In place of `data`, for who can take it: the whole answer as JSON. Only what runs as it was asked has it. */
  readonly json?: Buffer;
}

/** A validated operation and who asks it. */
export interface Asked {
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly principal: Principal;
  readonly locale: Locale;
  readonly life: OperationLife;
}

/** The operation that may run. `queryHash` is null when it is the one that was asked. */
export type Run = (document: DocumentNode, queryHash: string | null) => Promise<Answer>;

/** What becomes of an operation that asks for something its caller may not read: the rest of it runs, or nothing does. */
export type AuthorisationMode = 'cut' | 'refuse';

export type Authorise = (asked: Asked, run: Run) => Promise<Answer>;

/**
 * The security rules of one supergraph: runs of every operation what its caller may read, or nothing of one that asks
 * for more, by `mode`, and tells the rest in `errors`. `policiesOf` says which @policy names hold for a caller.
 */
export function createAuthorisation(
  written: WrittenRequirements, api: GraphQLSchema, policiesOf: (principal: Principal) => readonly string[], mode: AuthorisationMode = 'cut',
): Authorise {
  const requirements = requirementsOf(written, api);
  const known = new WeakMap<DocumentNode, Map<string, CutOperation | null>>();

  function accessOf(principal: Principal): Access {
    return {
      authenticated: principal.subject !== ANONYMOUS.subject,
      scopes: new Set(principal.scopes.filter((scope) => requirements.names.has(scope))),
      policies: new Set(policiesOf(principal).filter((policy) => requirements.names.has(policy))),
    };
  }

  // The same document is cut once for all callers who may read the same.
  function cutFor(document: DocumentNode, operationName: string | undefined, access: Access): CutOperation | null {
    const cuts = known.get(document) ?? new Map<string, CutOperation | null>();
    known.set(document, cuts);
    const key = JSON.stringify([operationName ?? null, access.authenticated, [...access.scopes].sort(), [...access.policies].sort()]);
    const found = cuts.get(key);
    if (found !== undefined) return found;
    const cut = cutUnauthorised(api, requirements, document, operationName, access);
    cuts.set(key, cut);
    return cut;
  }

  return async ({ document, operationName, variables, principal, locale }, run) => {
    const access = accessOf(principal);
    const cut = cutFor(document, operationName, access);
    if (cut === null) return run(document, null);

    // Coerced for the whole operation: a wrong variable is told also when only a cut field would have used it.
    const definitions = getOperationAST(document, operationName)?.variableDefinitions ?? [];
    const { errors: wrong, coerced } = getVariableValues(api, definitions, variables);
    if (wrong) return { errors: wrong };

    const refused = cutsAskedFor(cut, coerced).map((field) => errorOf(field, access, locale));
    if (mode === 'refuse' && refused.length > 0) return { errors: refused.map((error) => withStatus(error, access)) };
    const answer = cut.document === null ? { data: {} } : await run(cut.document, cut.queryHash);
    const told = [...(answer.errors ?? []), ...refused];
    const errors = told.length > 0 ? { errors: told } : {};
    if (!answer.data) return { ...answer, ...errors };
    return { ...answer, data: completeCutAnswer(api, cut, answer.data, coerced), ...errors };
  };
}

function errorOf({ path, coordinate, unmet }: CutField, access: Access, locale: Locale): GraphQLError {
  const code = access.authenticated ? 'FORBIDDEN' : 'UNAUTHENTICATED';
  const needed = unmet.flatMap(({ scopes, policies }) => [scopes, policies]).filter((sets) => sets.length > 0);
  const words = needed.map((sets) => sets.map((set) => set.join(' + ')).join(' | ')).join(' + ');
  return new GraphQLError(sentenceOf(code, locale, { scopes: words }), {
    path: [...path],
    extensions: { code, coordinate, scopes: [...new Set(unmet.flatMap(({ scopes }) => scopes.flat()))] },
  });
}

function withStatus(error: GraphQLError, { authenticated }: Access): GraphQLError {
  return new GraphQLError(error.message, { path: error.path, extensions: { ...error.extensions, http: { status: authenticated ? 403 : 401 } } });
}
