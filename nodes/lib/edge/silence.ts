/** How long a process that was asked for a sign of life may be silent, in s. */
const PATIENCE = 5;

/** The same for one that never said anything: on a slow machine it may still be starting. */
const STARTING_PATIENCE = 60;

/** Notices that a process hangs as a whole: it is asked for a sign of life, and gives none. */
export class Silence {
  #timer: NodeJS.Timeout | undefined;
  #patience = STARTING_PATIENCE;

  constructor(private readonly onTooLong: () => void) {}

  asked(): void {
    if (!this.#timer) this.#count(this.#patience);
  }

  /** Whatever it says is a sign of life. */
  heard(): void {
    this.#patience = PATIENCE;
    this.end();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Second by second: where both were asleep or stopped, that is one of them, however long it was. */
  #count(seconds: number): void {
    this.#timer = setTimeout(() => {
      if (seconds > 1) return this.#count(seconds - 1);
      this.#timer = undefined;
      this.onTooLong();
    }, 1000).unref();
  }
}
