/** A key as the gateway sends it. It comes over the wire, so what is in it is looked at before it is used. */
export interface Reference {
  readonly insurerId?: unknown;
  readonly id?: unknown;
}
