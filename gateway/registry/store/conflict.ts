import { Refused } from '../../../subgraphs/kit/refusal.ts';

/** Somebody else was first; `state` is where things stand now. */
export function conflict(state: string): Refused {
  return new Refused({ code: 'CONFLICT', values: { state } });
}
