import { describe, expect, it } from '@jest/globals';
import { localeOf } from '../../../gateway/auth/locale.ts';

describe('the language of messages', () => {
  it.each([
    [undefined, 'en'], ['', 'en'], ['ar', 'ar'], ['ar-SA,en;q=0.8', 'ar'], ['en;q=0.5, ar;q=0.9', 'ar'], ['fr, ar;q=0.1', 'ar'],
    ['en, ar', 'en'], ['ar;q=0, en;q=0.1', 'en'], ['fr', 'en'], [';;;,q=,', 'en'],
  ])('%j is %s', (header, locale) => {
    expect(localeOf(header)).toBe(locale);
  });
});
