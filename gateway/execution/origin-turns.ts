/** A call that may have to wait for its turn. */
export interface Turn {
  /** Its turn has come. */
  start(): void;
}

/** The calls of one who shares an origin. */
export interface Turns {
  /** Starts the call now, or when its turn comes. */
  take(turn: Turn): void;
  /** The call is over, or nobody waits for it any more; whether it was started or not. */
  leave(turn: Turn): void;
  /** Shares no longer. What waits is started, so that it ends. */
  close(): void;
}

interface Sharer {
  readonly running: Set<Turn>;
  /** In the order in which they came. */
  readonly waiting: Set<Turn>;
}

/**
 * So many calls to one origin at a time, shared by the subgraphs behind it. Half of them are kept free in equal parts,
 * each for one subgraph: one that hangs takes all the others and its own, and its neighbours go on.
 */
export class OriginTurns {
  readonly #most: number;
  readonly #sharers = new Set<Sharer>();
  #running = 0;
  /** What is kept for each. */
  #kept = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether anybody shares it still. */
  get isInUse(): boolean {
    return this.#sharers.size > 0;
  }

  join(): Turns {
    const sharer: Sharer = { running: new Set(), waiting: new Set() };
    this.#sharers.add(sharer);
    this.#share();
    return {
      take: (turn) => {
        if (this.#mayStart(sharer)) this.#start(sharer, turn);
        else sharer.waiting.add(turn);
      },
      leave: (turn) => {
        // Whoever leaves twice frees nothing the second time.
        if (sharer.waiting.delete(turn) || !sharer.running.delete(turn)) return;
        this.#running -= 1;
        this.#next();
      },
      close: () => {
        this.#sharers.delete(sharer);
        for (const turn of sharer.waiting) this.#start(sharer, turn);
        sharer.waiting.clear();
        this.#share();
        this.#next();
      },
    };
  }

  #share(): void {
    this.#kept = Math.floor(this.#most / 2 / Math.max(1, this.#sharers.size));
  }

  /** Whatever starts leaves room for what is kept for the others and not in use. */
  #mayStart(sharer: Sharer): boolean {
    let keptForOthers = 0;
    for (const other of this.#sharers) if (other !== sharer && other.running.size < this.#kept) keptForOthers += this.#kept - other.running.size;
    return this.#running + keptForOthers < this.#most;
  }

  #start(sharer: Sharer, turn: Turn): void {
    sharer.running.add(turn);
    this.#running += 1;
    turn.start();
  }

  /** One of each, who then goes to the end: a long queue does not stand before a short one. */
  #next(): void {
    for (const sharer of this.#sharers) {
      if (sharer.waiting.size === 0 || !this.#mayStart(sharer)) continue;
      const [turn] = sharer.waiting;
      if (turn === undefined) continue;
      sharer.waiting.delete(turn);
      this.#sharers.delete(sharer);
      this.#sharers.add(sharer);
      this.#start(sharer, turn);
    }
  }
}
