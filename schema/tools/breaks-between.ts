import { buildSchema, findBreakingChanges } from 'graphql';

/** What a client of one public schema could no longer do with another: one sentence each. */
export function breaksBetween(before: string, after: string): string[] {
  return findBreakingChanges(buildSchema(before), buildSchema(after)).map(({ type, description }) => `${type}: ${description}`);
}
