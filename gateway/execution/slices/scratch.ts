/**
 * Memory in which one thing at a time is written, from its beginning to its end without a pause. Who writes beyond its
 * end has written nothing there, and writes again into more.
 */
export class Scratch {
  #bytes = Buffer.allocUnsafeSlow(LEAST);

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** At least `length` bytes; the first `kept` of them stay as they are. Throws RangeError when that is too many. */
  grow(length: number, kept: number): Buffer {
    if (length > MOST) throw new RangeError(`${length} bytes are too many to be written at once`);
    const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, kept);
    this.#bytes = larger;
    return larger;
  }

  /** A copy of what was written. */
  taken(length: number): Buffer {
    const taken = Buffer.allocUnsafe(length);
    this.#bytes.copy(taken, 0, 0, length);
    if (this.#bytes.length > MOST_KEPT) this.#bytes = Buffer.allocUnsafeSlow(LEAST);
    return taken;
  }
}

const LEAST = 256 << 10;
const MOST_KEPT = 4 << 20;
const MOST = 512 << 20;
