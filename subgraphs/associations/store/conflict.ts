import { Refused } from '../../kit/refusal.ts';

/** Somebody else was first; `state` is what the thing has become meanwhile. */
export function conflict(state: string): Refused {
  return new Refused({ code: 'CONFLICT', values: { state } });
}
