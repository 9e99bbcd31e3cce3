/** A text for people, in the programme's two languages. */
export interface LocalizedText {
  readonly ar: string;
  readonly en: string;
}
