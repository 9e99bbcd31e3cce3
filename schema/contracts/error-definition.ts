/** A sentence in both languages; `{name}` is filled from the problem's values. */
export interface Bilingual {
  readonly en: string;
  readonly ar: string;
}

/** One entry of the error registry: what happened, and what to do next. */
export interface ErrorDefinition {
  readonly message: Bilingual;
  readonly next: Bilingual;
}

export type ErrorDefinitions = Readonly<Record<string, ErrorDefinition>>;
