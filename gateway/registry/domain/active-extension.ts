/** What an insurer adds to the graph in its own namespace, as long as it is in the graph. */
export interface ActiveExtension {
  readonly insurerId: string;
  readonly namespace: string;
  /** Identifier of the version it belongs to. */
  readonly version: string;
  readonly url: string;
  /** Federation SDL. */
  readonly sdl: string;
}
