import { getNullableType, isListType } from 'graphql';
import type { GraphQLField } from 'graphql';
import type { ListSize } from './cost-rules.ts';

/** How long a list is taken to be of which nothing is known. */
export const UNKNOWN_LIST = 10;

/** How many a field is taken to bring: of itself when it is a list, or of the lists named below it. */
export interface ExpectedSize {
  readonly size: number;
  readonly sizedFields: readonly string[];
}

const PAGE_ARGUMENTS = ['first', 'last'];
const PAGE_FIELDS = ['edges', 'nodes'];

/**
 * How many items one occurrence of a field brings, or null when nothing says so. By @listSize where it stands: the
 * largest slicing argument that is given, else the assumed size. Without it, a page is known by `first` or `last`.
 */
export function expectedSize(
  definition: GraphQLField<unknown, unknown>, rule: ListSize | undefined, given: Readonly<Record<string, unknown>>,
): ExpectedSize | null {
  const values = Object.fromEntries(definition.args.map(({ name, defaultValue }) => [name, given[name] === undefined ? defaultValue : given[name]]));
  const asked = (rule?.slicingArguments ?? PAGE_ARGUMENTS).map((name) => numberIn(values[name])).filter((size) => size !== null);
  const size = asked.length > 0 ? Math.max(...asked) : rule?.assumedSize ?? null;
  if (size === null) return null;
  if (rule) return { size, sizedFields: rule.sizedFields };
  return { size, sizedFields: isListType(getNullableType(definition.type)) ? [] : PAGE_FIELDS };
}

function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, value) : null;
}
