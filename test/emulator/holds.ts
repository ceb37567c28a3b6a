import type { Condition } from './condition';

/** Requests that are kept waiting until the test lets them go. */
export class Holds {
  readonly #open = new Set<() => void>();
  readonly #condition: Condition;

  constructor(condition: Condition) {
    this.#condition = condition;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Resolves with `true` on release, with `false` when the connection is gone before. */
  hold(gone: AbortSignal): Promise<boolean> {
    if (gone.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (released: boolean): void => {
        this.#open.delete(release);
        gone.removeEventListener('abort', leave);
        this.#condition.changed();
        resolve(released);
      };
      const release = (): void => settle(true);
      const leave = (): void => settle(false);
      gone.addEventListener('abort', leave);
      this.#open.add(release);
      this.#condition.changed();
    });
  }

  /** Lets the oldest `count` go. */
  release(count: number): void {
    for (const release of [...this.#open].slice(0, count)) release();
  }
}
