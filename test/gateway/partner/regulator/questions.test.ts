import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import * as questions from '../../../../gateway/partner/regulator/page/questions.ts';

const schema = buildSchema(await readFile(new URL('../../../../schema/api.graphql', import.meta.url), 'utf8'));

describe('the page of the regulator', () => {
  it.each(Object.entries(questions))('asks the public graph what it can answer: %s', (_name, question) => {
    expect(validate(schema, parse(question)).map(({ message }) => message)).toEqual([]);
  });

  it('asks who a person is in one question alone, the one that is sent with a purpose', () => {
    const personal = /\b(?:fullName|nationalId|nationalIdMasked|birthDate)\b/;
    expect(Object.entries(questions).filter(([, question]) => personal.test(question)).map(([name]) => name)).toEqual(['PERSON']);
  });
});
