/** A thing of another house, of which this house knows the identifier alone and adds its own fields to it. */
export interface ForeignParent {
  readonly id: string;
}
