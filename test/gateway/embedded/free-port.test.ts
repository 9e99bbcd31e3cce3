import { describe, expect, it } from '@jest/globals';
import { PortTakenError } from '../../../gateway/embedded/embedded-postgres-error.ts';
import { onFreePort } from '../../../gateway/embedded/free-port.ts';

describe('onFreePort', () => {
  const choices = (): (() => Promise<number>) => {
    let next = 4000;
    return async () => (next += 1);
  };

  it('takes another port when somebody took the first in between', async () => {
    const tried: number[] = [];
    const start = async (port: number): Promise<number> => {
      tried.push(port);
      if (tried.length < 3) throw new PortTakenError('taken');
      return port;
    };
    expect(await onFreePort(start, choices())).toBe(4003);
    expect(tried).toEqual([4001, 4002, 4003]);
  });

  it('gives up with the last refusal, and at once on any other failure', async () => {
    let starts = 0;
    const failing = (error: Error) => async (): Promise<never> => { starts += 1; throw error; };
    await expect(onFreePort(failing(new PortTakenError('taken')), choices())).rejects.toThrow('taken');
    expect(starts).toBe(5);
    await expect(onFreePort(failing(new Error('disk full')), choices())).rejects.toThrow('disk full');
    expect(starts).toBe(6);
  });
});
