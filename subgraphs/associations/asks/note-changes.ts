import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';

export const NOTE_CHANGES_TELL = /* GraphQL */ `
  mutation AssociationsNoteChanges($input: NoteChangesInput!) {
    noteChanges(input: $input) { problems { code } }
  }
`;

/** Says that the feeds of this house have something new. @throws SourceUnavailableError when it was not noted. */
export async function tellNoteChanges(graph: GraphClient, idempotencyKey: string): Promise<void> {
  const { noteChanges: { problems } } = await graph.ask<{ noteChanges: { problems: readonly { code: string }[] } }>(
    NOTE_CHANGES_TELL, { input: { idempotencyKey, source: 'associations' } },
  );
  if (problems.length > 0) throw new SourceUnavailableError('graph', `noteChanges: ${problems.map(({ code }) => code).join(', ')}`);
}
