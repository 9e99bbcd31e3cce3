/** Tells when nobody can use any more what has been replaced. */
export interface Epochs {
  /** Someone comes in, and may use whatever serves from now on until they leave. */
  enter(): () => void;
  /** What served until now is replaced; `free` is called once all who came in before have left. */
  next(free: () => void): void;
}

interface Epoch {
  inside: number;
  free: (() => void) | null;
}

/** A request may take up what serves at any moment while it is inside, so epochs end in the order in which they began. */
export function createEpochs(): Epochs {
  let current: Epoch = { inside: 0, free: null };
  const living = [current];

  function settle(): void {
    for (let oldest = living[0]; oldest?.free && oldest.inside === 0; oldest = living[0]) {
      living.shift();
      oldest.free();
    }
  }

  return {
    enter() {
      const entered = current;
      entered.inside += 1;
      let isInside = true;
      return () => {
        if (!isInside) return;
        isInside = false;
        entered.inside -= 1;
        settle();
      };
    },
    next(free) {
      const replaced = current;
      current = { inside: 0, free: null };
      living.push(current);
      replaced.free = free;
      settle();
    },
  };
}
