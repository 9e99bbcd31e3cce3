import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { ERRORS, bilingualOf, sentenceOf } from '../../schema/contracts/errors.ts';
import type { ErrorCode } from '../../schema/contracts/errors.ts';
import type { Bilingual, ErrorDefinition } from '../../schema/contracts/error-definition.ts';

const placeholders = (text: string): string[] => [...text.matchAll(/\{(\w*)\}/g)].map((match) => match[1] ?? '').sort();

const entries = Object.entries(ERRORS) as [ErrorCode, ErrorDefinition][];

describe('the error registry', () => {
  it.each(entries)('%s says what happened and what to do, in both languages', (code, { message, next }) => {
    expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
    for (const sentence of [message, next] satisfies Bilingual[]) {
      expect(sentence.en.trim()).toBe(sentence.en);
      expect(sentence.ar.trim()).toBe(sentence.ar);
      expect(sentence.en).toMatch(/[A-Za-z]|^\{/);
      expect(sentence.en).not.toMatch(/[\u0600-\u06ff]/);
      expect(placeholders(sentence.ar)).toEqual(placeholders(sentence.en));
      expect(placeholders(sentence.en)).not.toContain('');
    }
    // A message may be nothing but what the caller gives; what to do next never is.
    expect(message.ar.replace(/\{\w+\}/g, '')).toMatch(/[\u0600-\u06ff]|^\W*$/);
    expect(next.ar).toMatch(/[\u0600-\u06ff]/);
    expect(next.en).toMatch(/[.]$/);
    expect(next.ar).toMatch(/[.]$/);
  });

  it('says what is wrong with a field in one sentence and what to do in the next', () => {
    expect(sentenceOf('INVALID_INPUT', 'en', { field: 'reason', reason: 'must say why' })).toBe('reason: must say why. Correct the field and send it again.');
  });

  it('keeps every code that a room declares: none is lost to another of its name', async () => {
    const folder = new URL('../../schema/contracts/errors/', import.meta.url);
    const declared: string[] = [];
    for (const name of readdirSync(folder)) {
      const exported = Object.values((await import(new URL(name, folder).href)) as Record<string, object>);
      declared.push(...exported.flatMap((definitions) => Object.keys(definitions)));
    }
    expect(declared.sort()).toEqual(Object.keys(ERRORS).sort());
  });

  it('is documented, code by code', () => {
    const documented = readFileSync(new URL('../../schema/ERRORS.md', import.meta.url), 'utf8');
    expect(entries.map(([code]) => code).filter((code) => !documented.includes(code))).toEqual([]);
  });
});

describe('sentenceOf', () => {
  it('fills what it is given, and leaves what it is not', () => {
    expect(sentenceOf('CONFLICT', 'en', { state: 'OPEN' })).toBe('Someone else changed this first: it is now OPEN. Read it again and decide anew.');
    expect(sentenceOf('CONFLICT', 'en')).toContain('{state}');
  });

  it('puts a value in as it is, braces and dollars included', () => {
    expect(sentenceOf('CONFLICT', 'en', { state: '{state} $& $1' })).toContain('it is now {state} $& $1.');
  });

  it('speaks both languages at once for reports that are kept', () => {
    expect(bilingualOf('NOT_YOURS')).toEqual({ en: sentenceOf('NOT_YOURS', 'en'), ar: sentenceOf('NOT_YOURS', 'ar') });
  });
});
