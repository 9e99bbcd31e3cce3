import { readFile } from 'node:fs/promises';
import { Kind, parse, visit } from 'graphql';

/** Names of all types and fields of the programme's own graph, each once. */
export async function readNamesInGraph(): Promise<string[]> {
  const api = parse(await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8'), { noLocation: true });
  const names = new Set<string>();
  for (const definition of api.definitions) {
    if ('name' in definition && definition.name !== undefined && definition.kind !== Kind.DIRECTIVE_DEFINITION) names.add(definition.name.value);
  }
  visit(api, { [Kind.FIELD_DEFINITION]: ({ name }) => void names.add(name.value) });
  return [...names];
}
