import { describe, expect, it } from '@jest/globals';
import { bidIdOf } from '../../../../subgraphs/insurers/domain/bid-id.ts';
import { coverageIdOf } from '../../../../subgraphs/insurers/domain/cover/coverage-id.ts';

// What is on record was named so: another way to make them would tell an insurer the same thing twice.
describe('identifiers that are made of names', () => {
  it('are what they always were', () => {
    expect(bidIdOf({ insurerId: 'i', tenderId: 't', lotId: 'l', idempotencyKey: 'k', commitment: 'c', amendment: 0 })).toBe('dcaba3d1-861e-8d36-8d64-3f06d5cdc0c9');
    expect(coverageIdOf('01a22b30-2d74-7e0f-ac12-ae289d57600e', '01a22b30-2d74-7e0f-ac12-ae289d57600f')).toBe('01a22b30-2d74-8302-ba2c-8b5b382b537b');
  });
});
