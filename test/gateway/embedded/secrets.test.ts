import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { secretsIn } from '../../../gateway/embedded/secrets.ts';

let folder: string;
beforeAll(async () => { folder = await mkdtemp(`${tmpdir()}/wasq-secrets-`); });
afterAll(() => rm(folder, { recursive: true }));

describe('the secrets of the embedded default', () => {
  it('are made once, for their owner alone', async () => {
    const made = await secretsIn(folder, ['one']);
    expect(Object.keys(made.passwords)).toEqual(['one_migrator', 'one_app']);
    expect(await secretsIn(folder, ['one'])).toEqual(made);
    expect((await stat(`${folder}/secrets.json`)).mode & 0o777).toBe(0o600);
  });

  it('grow with a house that came later, and keep what the others\' data needs', async () => {
    const before = await secretsIn(folder, ['one']);
    const after = await secretsIn(folder, ['one', 'two']);
    expect(after.fieldKeys).toMatchObject(before.fieldKeys);
    expect(after.passwords).toMatchObject(before.passwords);
    expect(Object.keys(after.fieldKeys)).toEqual(['one', 'two']);
    expect(await secretsIn(folder, ['one', 'two'])).toEqual(after);
    expect(await readdir(folder)).toEqual(['secrets.json']);
    expect((await stat(`${folder}/secrets.json`)).mode & 0o777).toBe(0o600);
  });
});
