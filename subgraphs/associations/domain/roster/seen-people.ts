/**
 * Everyone a file has named so far, kept as bare numbers so that a million lines cost about 30 MB: an open-addressed
 * table of id, line and subscriber. A ten-digit id beginning with 1 or 2 fits an unsigned 32-bit integer, and none is
 * zero, so zero marks a free slot.
 */
export interface SeenPeople {
  size: number;
  ids: Uint32Array;
  subscribers: Uint32Array;
  lines: Uint32Array;
  standings: Uint8Array;
}

/** What a line made of the person. */
export const EMPLOYEE = 1;
export const DEPENDENT = 2;
export const REJECTED = 3;
export type Standing = typeof EMPLOYEE | typeof DEPENDENT | typeof REJECTED;

const FIRST_CAPACITY = 1024;

function emptyTable(capacity: number): SeenPeople {
  return {
    size: 0,
    ids: new Uint32Array(capacity),
    subscribers: new Uint32Array(capacity),
    lines: new Uint32Array(capacity),
    standings: new Uint8Array(capacity),
  };
}

export function nobodySeen(): SeenPeople {
  return emptyTable(FIRST_CAPACITY);
}

/** The slot that holds the id, or the free one where it belongs. */
export function slotOf(seen: SeenPeople, id: number): number {
  const mask = seen.ids.length - 1;
  // Ids of one family often follow one another; the multiplication scatters them.
  let slot = (Math.imul(id, 0x9e3779b1) >>> 8) & mask;
  while (seen.ids[slot] !== 0 && seen.ids[slot] !== id) slot = (slot + 1) & mask;
  return slot;
}

function write(seen: SeenPeople, slot: number, id: number, subscriber: number, line: number, standing: number): void {
  seen.ids[slot] = id;
  seen.subscribers[slot] = subscriber;
  seen.lines[slot] = line;
  seen.standings[slot] = standing;
}

function grow(seen: SeenPeople): void {
  const wider = emptyTable(seen.ids.length * 2);
  for (let slot = 0; slot < seen.ids.length; slot += 1) {
    const id = seen.ids[slot] ?? 0;
    if (id === 0) continue;
    write(wider, slotOf(wider, id), id, seen.subscribers[slot] ?? 0, seen.lines[slot] ?? 0, seen.standings[slot] ?? 0);
  }
  seen.ids = wider.ids;
  seen.subscribers = wider.subscribers;
  seen.lines = wider.lines;
  seen.standings = wider.standings;
}

/** Records what a line said of a person; a later line takes the place of a rejected one, never of a good one. */
export function remember(seen: SeenPeople, id: number, subscriber: number, line: number, standing: Standing): void {
  const slot = slotOf(seen, id);
  if (seen.ids[slot] === 0) {
    seen.size += 1;
    write(seen, slot, id, subscriber, line, standing);
    if (seen.size * 4 > seen.ids.length * 3) grow(seen);
  } else if (seen.standings[slot] === REJECTED) {
    write(seen, slot, id, subscriber, line, standing);
  }
}
