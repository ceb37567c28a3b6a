/** Hands back a place of `Slots`; calling it again does nothing. */
export type Release = () => void;

/** Counts pictures in work. Whoever waits longest is served first. */
export class Slots {
  readonly #waiting: ((release: Release) => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  /** Takes a slot if one is free and nobody waits for it. */
  tryTake(): Release | undefined {
    if (this.#free === 0) return undefined;
    this.#free--;
    return this.#releaseOnce();
  }

  take(): Promise<Release> {
    const release = this.tryTake();
    if (release) return Promise.resolve(release);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #releaseOnce(): Release {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.#waiting.shift();
      // Handed on without becoming free in between, so that nobody can jump the queue.
      if (next) next(this.#releaseOnce());
      else this.#free++;
    };
  }
}
