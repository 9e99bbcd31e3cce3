/** A policy, cover or pre-authorisation of the insurers' house, known here by its key alone. */
export interface ForeignPolicy {
  readonly id: string;
  readonly insurerId: string;
}
