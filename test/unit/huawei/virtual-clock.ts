import type { Clock } from '#nodes/lib/clock';

interface Sleeper {
  until: number;
  wake: () => void;
}

/**
 * Time that passes as soon as somebody waits for it, and not otherwise. Whoever waits for the earliest moment goes
 * first. `jump` moves the wall clock alone, as setting it does.
 */
export class VirtualClock implements Clock {
  /** Every wait that was asked for, in ms. */
  readonly waits: number[] = [];
  readonly #sleepers: Sleeper[] = [];
  #now = 0;
  #offset: number;

  constructor(date = '2026-11-22T12:00:00') {
    this.#offset = new Date(date).getTime();
  }

  now(): number {
    return this.#now;
  }

  date(): Date {
    return new Date(this.#offset + this.#now);
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(ms);
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      this.#sleepers.push({ until: this.#now + ms, wake: resolve });
      setImmediate(() => this.#wakeNext());
    });
  }

  pass(ms: number): void {
    this.#now += ms;
  }

  jump(ms: number): void {
    this.#offset += ms;
  }

  #wakeNext(): void {
    const next = this.#sleepers.toSorted((a, b) => a.until - b.until)[0];
    if (!next) return;
    this.#sleepers.splice(this.#sleepers.indexOf(next), 1);
    this.#now = Math.max(this.#now, next.until);
    next.wake();
  }
}
