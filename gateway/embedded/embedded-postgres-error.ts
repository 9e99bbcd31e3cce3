/** Why the embedded database cannot start, as one sentence for the person who typed the command. */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';
}

/** The port belongs to another program: with a port of our own choice the start is tried again on another one. */
export class PortTakenError extends EmbeddedPostgresError {
  override readonly name = 'PortTakenError';
}
