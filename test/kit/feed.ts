/** Events that a test gives out when it likes, to every one who listens. */
export interface Feed<Event> {
  give(event: Event): void;
  end(): void;
  fail(error: Error): void;
  listen(): AsyncIterableIterator<Event>;
  /** How many listen now. */
  readonly listeners: number;
  /** Events that were given and not taken by the slowest listener. */
  readonly waiting: number;
}

type Item<Event> = { readonly event: Event } | { readonly error: Error } | 'end';

export function createFeed<Event>(): Feed<Event> {
  const listening = new Set<{ readonly queue: Item<Event>[]; wake: () => void }>();
  const tell = (item: Item<Event>) => {
    for (const each of listening) {
      each.queue.push(item);
      each.wake();
    }
  };
  return {
    give: (event) => tell({ event }),
    end: () => tell('end'),
    fail: (error) => tell({ error }),
    get listeners() { return listening.size; },
    get waiting() { return Math.max(0, ...[...listening].map(({ queue }) => queue.length)); },
    listen() {
      const own = { queue: [] as Item<Event>[], wake: () => undefined as void };
      let isOver = false;
      listening.add(own);
      const over = () => {
        isOver = true;
        listening.delete(own);
        own.wake();
        return Promise.resolve({ value: undefined, done: true as const });
      };
      return {
        async next() {
          while (own.queue.length === 0 && !isOver) await new Promise<void>((resolve) => { own.wake = resolve; });
          const item = isOver ? 'end' : own.queue.shift() ?? 'end';
          if (item === 'end') return over();
          if ('error' in item) {
            void over();
            throw item.error;
          }
          return { value: item.event, done: false };
        },
        return: over,
        [Symbol.asyncIterator]() { return this; },
      };
    },
  };
}
