import type { Clock } from './clock';

/** Waits so long for what may never come, such as a list out of a database that is away. */
export class Patience {
  readonly #clock: Clock;
  readonly #milliseconds: number;
  readonly #waiting = new Set<() => void>();

  constructor(clock: Clock, milliseconds: number) {
    this.#clock = clock;
    this.#milliseconds = milliseconds;
  }

  /** What comes in time; `undefined` where it does not, or fails. */
  within<T>(coming: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve) => {
      const end = (value?: T) => {
        stopTimer();
        this.#waiting.delete(giveUp);
        resolve(value);
      };
      const giveUp = () => end();
      const stopTimer = this.#clock.after(this.#milliseconds, giveUp);
      this.#waiting.add(giveUp);
      coming.then(end, giveUp);
    });
  }

  /** Gives up at once, and leaves no timer behind. */
  end(): void {
    for (const giveUp of this.#waiting) giveUp();
  }
}
