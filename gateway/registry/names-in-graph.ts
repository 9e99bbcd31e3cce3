import { readFile } from 'node:fs/promises';
import { Kind, parse, visit } from 'graphql';

let names: Promise<readonly string[]> | null = null;

/** Names of all types and fields of the programme's own graph, each once; read when somebody first registers. */
export function namesInGraph(): Promise<readonly string[]> {
  return names ??= readNames().catch((error: unknown) => {
    names = null;
    throw error;
  });
}

async function readNames(): Promise<readonly string[]> {
  const api = parse(await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8'), { noLocation: true });
  const found = new Set<string>();
  for (const definition of api.definitions) {
    if ('name' in definition && definition.name !== undefined && definition.kind !== Kind.DIRECTIVE_DEFINITION) found.add(definition.name.value);
  }
  visit(api, { [Kind.FIELD_DEFINITION]: ({ name }) => void found.add(name.value) });
  return [...found];
}
