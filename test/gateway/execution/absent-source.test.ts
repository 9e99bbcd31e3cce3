import { describe, expect, it } from '@jest/globals';
import { absentSource } from '../../../gateway/execution/absent-source.ts';

describe('a source that is not there', () => {
  it('says so to whoever asks it, and keeps nobody from being ready', async () => {
    const source = absentSource('registry', 'it has no database');
    await expect(source.execute({ query: '{ a }' }, { envelope: '', requestId: '', locale: 'en' })).rejects.toMatchObject({ code: 'DOWNSTREAM_SERVICE_ERROR', service: 'registry' });
    expect(await source.ready()).toBe(true);
    expect(source.keys).toEqual({ keys: [] });
    await source.close();
  });
});
