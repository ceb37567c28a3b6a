// On the signal itself: a WeakMap that gets an entry per message keeps the garbage collector busy.
const DEADLINE = Symbol('deadline');

type Timed = AbortSignal & { [DEADLINE]?: number };

/**
 * When a signal will be aborted for being late, by `performance.now()`; never for one that nobody timed. Whoever works
 * under the signal can leave undone what could not end before.
 */
export function deadlineOf(signal: AbortSignal): number {
  return (signal as Timed)[DEADLINE] ?? Number.POSITIVE_INFINITY;
}

export function setDeadline(signal: AbortSignal, at: number): void {
  (signal as Timed)[DEADLINE] = at;
}

/** Work that has so many ms; `abort` ends it early, `end` forgets the clock. */
export class TimedWork {
  readonly #work = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number, late: () => Error) {
    setDeadline(this.signal, performance.now() + ms);
    this.#timer = setTimeout(() => this.#work.abort(late()), ms);
  }

  get signal(): AbortSignal {
    return this.#work.signal;
  }

  abort(reason: unknown): void {
    this.#work.abort(reason);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
