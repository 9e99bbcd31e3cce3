/** Errors of a request that is well-formed over HTTP and no more: its document or variables do not fit the schema. */
const OF_THE_OPERATION: ReadonlySet<unknown> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT']);

/**
 * The status of an answer by GraphQL over HTTP: to who accepts application/json alone, a GraphQL request error is an
 * answer like any other, since clients of that media type take any other status for one of something in between.
 */
export function statusFor(status: number, contentType: string | undefined, body: string): number {
  if (status !== 400 || !contentType?.startsWith('application/json')) return status;
  const { errors } = JSON.parse(body) as { readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[] };
  return errors?.length && errors.every(({ extensions }) => OF_THE_OPERATION.has(extensions?.code)) ? 200 : status;
}
