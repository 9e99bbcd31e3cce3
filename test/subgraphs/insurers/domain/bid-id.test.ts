import { describe, expect, it } from '@jest/globals';
import { isId } from '../../../../subgraphs/kit/identifier.ts';
import { bidIdOf } from '../../../../subgraphs/insurers/domain/bid-id.ts';

const command = { insurerId: 'i', tenderId: 't', lotId: 'l', idempotencyKey: 'k', commitment: 'c', amendment: 0 };

describe('the identifier of a bid', () => {
  it('is that of its command, and of no other', () => {
    const others = Object.keys(command).map((field) => bidIdOf({ ...command, [field]: field === 'amendment' ? 1 : 'x' }));
    expect(isId(bidIdOf(command))).toBe(true);
    expect(bidIdOf({ ...command })).toBe(bidIdOf(command));
    expect(new Set([bidIdOf(command), ...others]).size).toBe(7);
  });
});
