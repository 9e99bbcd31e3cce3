import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { titleOfCode, titleOfStep } from '../../../schema/contracts/code-titles.ts';
import { ROOT, readSources } from '../../kit/source-file.ts';

/** What the houses write into the audit trail, by their sources. */
const paths = readSources('subgraphs', 'gateway/registry').map(({ path }) => path).filter((path) => !/generated|example-insurer/.test(path));
const written = await Promise.all(paths.map((path) => readFile(join(ROOT, path), 'utf8')));
const codesIn = (pattern: RegExp): string[] => [...new Set(written.flatMap((text) => [...text.matchAll(pattern)].flatMap(([, code]) => code ?? [])))].sort();

describe('what the audit trail has', () => {
  it.each(codesIn(/entity: '(\w+)'/g))('is named in Arabic: %s', (entity) => {
    expect(titleOfCode(entity).ar).toMatch(/^[\u0600-\u06ff\s]+$/);
  });

  it.each(codesIn(/\baction: '([A-Z_]+)'/g))('was done, in Arabic: %s', (action) => {
    expect(titleOfStep(action).ar).toMatch(/^[\u0600-\u06ff\s]+$/);
  });

  it('is a step, and not the state after it', () => {
    for (const code of ['OPEN', 'COMPLETE']) expect(titleOfStep(code).ar).not.toBe(titleOfCode(code).ar);
    expect(titleOfStep('SUBMIT')).toEqual(titleOfCode('SUBMIT'));
  });
});
