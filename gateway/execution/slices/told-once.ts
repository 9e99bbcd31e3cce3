import { hashOfBytes, isRepeated } from './bytes.ts';

/** Numbers what is told in one request, so that the same is told once. One request at a time is written, without a pause. */
export class ToldOnce {
  #numbers = new Int32Array(LEAST);
  #starts = new Int32Array(LEAST);
  #ends = new Int32Array(LEAST);
  #count = 0;

  /** Begins a request in which at most so many are told. */
  begin(most: number): void {
    const size = Math.max(LEAST, 2 ** Math.ceil(Math.log2(most * 2)));
    this.#count = 0;
    if (size === this.#numbers.length) {
      this.#numbers.fill(0);
      return;
    }
    this.#numbers = new Int32Array(size);
    this.#starts = new Int32Array(size);
    this.#ends = new Int32Array(size);
  }

  /** The number of what stands at `[start, end)`, from 0 in the order in which each is told first. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    const numbers = this.#numbers;
    let at = hashOfBytes(bytes, start, end) & (numbers.length - 1);
    for (let number = numbers[at] ?? 0; number !== 0; number = numbers[at] ?? 0) {
      const from = this.#starts[number - 1] ?? 0;
      const to = this.#ends[number - 1] ?? 0;
      if (to - from === end - start && isRepeated(bytes, from, to, start)) return number - 1;
      at = (at + 1) & (numbers.length - 1);
    }
    this.#starts[this.#count] = start;
    this.#ends[this.#count] = end;
    this.#count += 1;
    numbers[at] = this.#count;
    return this.#count - 1;
  }
}

const LEAST = 1 << 10;
