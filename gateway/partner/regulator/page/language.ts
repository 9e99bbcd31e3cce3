import { ARABIC } from './words-arabic.ts';
import { ENGLISH } from './words-english.ts';
import type { Words } from './words-english.ts';

export interface LocalizedText {
  readonly ar: string;
  readonly en: string;
}

/** The server wrote the page in this language. */
export const LANGUAGE: 'ar' | 'en' = document.documentElement.lang === 'ar' ? 'ar' : 'en';

export const words: Words = LANGUAGE === 'ar' ? ARABIC : ENGLISH;

export const said = (text: LocalizedText | null | undefined): string => text?.[LANGUAGE] ?? '';

/** The word for a code of the graph; the code itself for one this page does not know yet. */
export const wordFor = (list: Readonly<Record<string, string>>, code: string): string => list[code] ?? code;
