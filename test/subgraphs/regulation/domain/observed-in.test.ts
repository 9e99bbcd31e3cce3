import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeLife } from '../../../../subgraphs/regulation/domain/compliance/judge-life.ts';
import { observedIn } from '../../../../subgraphs/regulation/domain/observed/observed-in.ts';
import { ON, RULES, child, cover, life } from './compliance/some-facts.ts';

const DOMAIN = new URL('../../../../subgraphs/regulation/domain/', import.meta.url);
const JUDGES = ['accreditation-decision.ts', 'rule-evaluation.ts', 'compliance/ruling.ts', 'compliance/finding-change.ts', ...['compliance', 'eligibility'].flatMap((room) =>
  readdirSync(new URL(room, DOMAIN)).filter((name) => name.startsWith('judge-')).map((name) => `${room}/${name}`))];

/** A text as a judge writes it, cut where something is put in. */
type Literal = readonly string[];

/** Every text in single quotes or backticks, comments and imports left out. What stands inside `${}` is read as well. */
function literalsOf(source: string): Literal[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '').replace(/^import .*$/gm, '');
  const found: Literal[] = [];
  const read = (text: string): void => {
    for (let at = 0; at < text.length; at += 1) {
      const quote = text[at];
      if (quote === '/' && /^\/[^/\n]+\/[a-z]*[.,)]/.test(text.slice(at))) at += text.slice(at + 1).indexOf('/') + 1;
      if (quote !== '\'' && quote !== '`') continue;
      const pieces: string[] = [];
      let piece = '';
      for (at += 1; text[at] !== quote; at += 1) {
        if (text[at] === '\\') piece += text[(at += 1)];
        else if (quote === '`' && text.startsWith('${', at)) {
          const begin = at + 2;
          for (let depth = 1; depth > 0;) { const brace = text[(at += 1) + 1]; if (brace === '{') depth += 1; else if (brace === '}') depth -= 1; }
          read(text.slice(begin, at + 1));
          at += 1;
          pieces.push(piece);
          piece = '';
        } else piece += text[at];
      }
      found.push([...pieces, piece]);
    }
  };
  read(code);
  return found;
}

/** A sentence for a person has a space and a word in small letters; codes, names of facts and keys lack one of them. */
const isSentence = (literal: Literal): boolean => / /.test(literal.join('X')) && /(^| )[a-z]{2,}/.test(literal.join('X'));

const SAMPLES = ['7', '2026-01-01', 'SUSPENDED', 'parent', 'C EMPLOYEE', 'at book rates', 'the next bid', 'not valid on the day'];

function* filled([head = '', ...rest]: Literal): Generator<string> {
  if (rest.length === 0) return void (yield head);
  for (const sample of SAMPLES) for (const tail of filled(rest)) yield `${head}${sample}${tail}`;
}

const inArabic = (text: string): boolean => observedIn('ar', text) !== text && /[\u0600-\u06ff]/.test(observedIn('ar', text)) && !/[a-z]{2,} [a-z]{2,}/.test(observedIn('ar', text).replace('C EMPLOYEE', ''));

/** Parts of sentences, never one alone. */
const PARTS = ['the mean of the others', 'the next bid', 'not valid on the day'];

describe('an observation', () => {
  const sentences = JUDGES.flatMap((file) => literalsOf(readFileSync(new URL(file, DOMAIN), 'utf8'))).filter(isSentence)
    .filter((literal) => !PARTS.includes(literal.join('')));

  it('is found in every judge', () => {
    expect(sentences.length).toBeGreaterThan(140);
  });

  it.each([...new Set(sentences.map((literal) => literal.join('${}')))])('speaks Arabic: %s', (sentence) => {
    expect([...filled(sentence.split('${}'))].some(inArabic)).toBe(true);
  });

  it('keeps its figures, and is English for those who read English', () => {
    expect(observedIn('ar', 'refunded 120 halalas less than due for 33 days')).toBe('رُدّ أقل من المستحق بمقدار 120 هللة عن أيام عددها 33');
    expect(observedIn('ar', 'ended although DIVORCE is not a ground')).toBe('أُنهيت مع أنه DIVORCE ليس سببًا');
    expect(observedIn('ar', 'a sibling is not the employer\'s duty; a person decided')).toBe('أخ أو أخت الموظف ليس من واجب صاحب العمل، وقرر ذلك شخص');
    expect(observedIn('en', 'without cover since 2026-01-01')).toBe('without cover since 2026-01-01');
    expect(observedIn('ar', 'words of an older version')).toBe('words of an older version');
  });

  it('speaks Arabic whatever is judged', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
    const facts = fc.tuple(fc.boolean(), day, fc.option(day), fc.option(fc.boolean()), fc.option(fc.constantFrom('DIVORCE', 'DEATH')), fc.option(fc.integer({ min: 0, max: 300_000 })));
    fc.assert(fc.property(facts, ([isChild, from, to, works, endReason, refunded]) => {
      const covers = [cover({ from, endReason, refunded, ...(to === null ? {} : { to, endedEarly: true }) })];
      const subject = isChild ? child({ covers, works, birthDate: from }) : life({ covers, works, employmentStart: from });
      for (const { outcome } of judgeLife(subject, ON, RULES)) expect(observedIn('ar', outcome.observed)).toMatch(/[\u0600-\u06ff]/);
    }));
  });
});
