/**
 * The memory of one run. `bytes` are the answers, one after the other; a 0 stands after each, which no JSON has: a reader
 * never goes beyond it. `cells` are the objects that were read and their lists, named by the number of their first cell;
 * `known` are objects by a hash of theirs, of which one drives out another. Numbers, since objects of which every operation
 * has hundreds would keep the garbage collector busy.
 */
export interface Arena {
  bytes: Buffer;
  /** Where the next answer will begin. */
  end: number;
  cells: Int32Array;
  /** Where the next object will begin. */
  used: number;
  known: Int32Array;
}

/** What stands for null where an object or a list would be named, and for a list without items; 0 is what nobody brought. */
export const NULL = -1;
export const EMPTY = -2;

const LEAST_BYTES = 64 << 10;
const LEAST_CELLS = 8 << 10;
const LEAST_KNOWN = 1 << 10;
/** Larger memory is not kept, and no more than so many are. */
const MOST_BYTES = 1 << 20;
const MOST_KEPT = 64;

type Memory = Pick<Arena, 'bytes' | 'cells' | 'known'>;

const kept: Memory[] = [];

export function openArena(): Arena {
  const { bytes, cells, known } = kept.pop()
    ?? { bytes: Buffer.allocUnsafeSlow(LEAST_BYTES), cells: new Int32Array(LEAST_CELLS), known: new Int32Array(LEAST_KNOWN) };
  return { bytes, end: 0, cells, used: 1, known: known.fill(0) };
}

/** Answers where the answer begins. */
export function append(arena: Arena, answer: Buffer): number {
  const start = arena.end;
  const end = start + answer.length;
  if (end >= arena.bytes.length) {
    const larger = Buffer.allocUnsafeSlow(Math.max(end + 1, arena.bytes.length * 2));
    arena.bytes.copy(larger, 0, 0, start);
    arena.bytes = larger;
  }
  answer.copy(arena.bytes, start);
  arena.bytes[end] = 0;
  arena.end = end + 1;
  return start;
}

/** More cells, with what is in them. Known objects are forgotten: they are only known to be read faster. */
export function growCells(arena: Arena): void {
  const larger = new Int32Array(arena.cells.length * 2);
  larger.set(arena.cells);
  arena.cells = larger;
  arena.known = new Int32Array(arena.known.length * 2);
}

/** A link of a chain: a value, and the link after it, 0 for none. */
export function newLink(arena: Arena, value: number, next: number): number {
  const link = arena.used;
  if (link + 2 > arena.cells.length) growCells(arena);
  arena.cells[link] = value;
  arena.cells[link + 1] = next;
  arena.used = link + 2;
  return link;
}

/** Nobody reads the arena any more: another run may have its memory. */
export function closeArena({ bytes, cells, known }: Arena): void {
  if (bytes.length <= MOST_BYTES && cells.byteLength <= MOST_BYTES && kept.length < MOST_KEPT) kept.push({ bytes, cells, known });
}
