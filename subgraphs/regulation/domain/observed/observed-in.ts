import type { Locale } from '../../../../schema/contracts/identity.ts';
import { OBSERVED_IN_DECISIONS } from './observed-in-decisions.ts';
import { OBSERVED_OF_LIVES } from './observed-of-lives.ts';
import { OBSERVED_OF_OTHERS } from './observed-of-others.ts';

/** What was observed, in English as it is kept and in Arabic, with the same names in braces. */
export type ObservedTexts = readonly (readonly [en: string, ar: string])[];

/** What may stand for a name in braces. `observed` is an observation itself, and `kin` a word that is translated. */
const PARTS: Readonly<Record<string, string>> = {
  n: '-?\\d+', value: '-?[\\d.]+', day: '\\d{4}-\\d{2}-\\d{2}', code: '[A-Z0-9_]+', text: '.+', observed: '.+', kin: 'spouse|child|parent|sibling',
};

const KIN: Readonly<Record<string, string>> = { spouse: 'زوج', child: 'ولد', parent: 'والد', sibling: 'أخ أو أخت' };

interface Template {
  readonly pattern: RegExp;
  readonly names: readonly string[];
  readonly ar: string;
}

const ALL = [...OBSERVED_OF_LIVES, ...OBSERVED_OF_OTHERS, ...OBSERVED_IN_DECISIONS];
const FIXED = new Map(ALL.filter(([en]) => !en.includes('{')));
const TEMPLATES = ALL.filter(([en]) => en.includes('{')).map(([en, ar]) => templateOf(en, ar));

function templateOf(en: string, ar: string): Template {
  const names = [...en.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const pattern = en.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{([a-z]+)\d*\}/g, (_all, kind: string) => `(${PARTS[kind] ?? ''})`);
  return { pattern: new RegExp(`^${pattern}$`), names, ar };
}

/**
 * An observation in the reader's language. One sentence is kept, in English: whether two observations are the same
 * decides whether a finding is stated anew, and the same must not depend on who reads. A sentence that nobody here
 * writes any more is given as it stands.
 */
export function observedIn(locale: Locale, observed: string): string {
  return locale === 'ar' ? inArabic(observed) : observed;
}

function inArabic(observed: string): string {
  const fixed = FIXED.get(observed);
  if (fixed !== undefined) return fixed;
  for (const { pattern, names, ar } of TEMPLATES) {
    const found = pattern.exec(observed);
    if (found === null) continue;
    const values = new Map(names.map((name, at) => [name, partInArabic(name, found[at + 1] ?? '')]));
    return ar.replace(/\{(\w+)\}/g, (_all, name: string) => values.get(name) ?? '');
  }
  return observed;
}

function partInArabic(name: string, value: string): string {
  if (name.startsWith('observed')) return inArabic(value);
  return name.startsWith('kin') ? KIN[value] ?? value : value;
}
