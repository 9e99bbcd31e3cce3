/** How long one call may take: until it is answered, its own time is over or its caller waits no more. */
export interface CallTime {
  readonly signal: AbortSignal;
  /** Whether it was aborted because its own time was over. */
  isOver(): boolean;
  /** It has been answered, or has failed. */
  end(): void;
}

// AbortSignal.any of a timeout does the same at ten times the price, which many calls a request would pay.
export function beginCall(milliseconds: number, caller?: AbortSignal): CallTime {
  const controller = new AbortController();
  let over = false;
  const leave = () => controller.abort(caller?.reason);
  if (caller?.aborted) leave();
  caller?.addEventListener('abort', leave);
  const timer = setTimeout(() => {
    over = true;
    controller.abort();
  }, milliseconds);
  return {
    signal: controller.signal,
    isOver: () => over,
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', leave);
    },
  };
}
