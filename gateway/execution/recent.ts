/** Keeps what was used last, up to a number of entries. */
export class Recent<V> {
  readonly #entries = new Map<string, V>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** What is kept under the key, or what `make` makes of it. What throws is not kept. */
  get(key: string, make: () => V): V {
    const found = this.#entries.get(key);
    const value = found ?? make();
    if (found !== undefined) this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) {
      const oldest = this.#entries.keys().next();
      if (!oldest.done) this.#entries.delete(oldest.value);
    }
    return value;
  }

  /** Keeps no more what is kept under the key, when it is still this. */
  forget(key: string, value: V): void {
    if (this.#entries.get(key) === value) this.#entries.delete(key);
  }
}
