interface Waiter {
  readonly test: () => boolean;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** Lets tests wait for a state instead of for time: waiters are asked again whenever something changed. */
export class Condition {
  readonly #waiters = new Set<Waiter>();

  until(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve();
    const waiting = new Promise<void>((resolve, reject) => {
      this.#waiters.add({ test, resolve, reject });
    });
    // A waiter nobody awaits any more must not end the process when the emulator closes.
    waiting.catch(() => undefined);
    return waiting;
  }

  changed(): void {
    for (const waiter of this.#waiters) {
      if (!waiter.test()) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }

  abandon(reason: Error): void {
    for (const waiter of this.#waiters) waiter.reject(reason);
    this.#waiters.clear();
  }
}
