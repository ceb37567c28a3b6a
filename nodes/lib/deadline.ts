import { getEventListeners } from 'node:events';

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

/** Controllers of works that ended as they should, for the next ones. */
const spare: AbortController[] = [];
const MOST_SPARE = 64;

/**
 * Work that has so many ms; `abort` ends it early, `end` forgets the clock.
 *
 * Nobody may act on the signal once the work has ended: then it may be that of another. A new one for every message took
 * a tenth of the time of a message with a small picture, most of it in the garbage collector.
 */
export class TimedWork {
  readonly #work = spare.pop() ?? new AbortController();
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

  /** Must be called once, whatever came of the work. */
  end(): void {
    clearTimeout(this.#timer);
    if (isUnused(this.signal) && spare.length < MOST_SPARE) spare.push(this.#work);
  }
}

/** Neither aborted nor listened to by anybody who was left behind. */
function isUnused(signal: AbortSignal): boolean {
  return !signal.aborted && getEventListeners(signal, 'abort').length === 0;
}
