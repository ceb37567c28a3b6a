/** Times of the events within the last `span` ms. */
export class Window {
  readonly #span: number;
  #times: number[] = [];

  constructor(span: number) {
    this.#span = span;
  }

  /** Events still inside the window. */
  count(now: number): number {
    this.#times = this.#times.filter((time) => now - time < this.#span);
    return this.#times.length;
  }

  add(now: number): void {
    this.#times.push(now);
  }

  /** Adds the event unless that would be more than `limit`. */
  admit(now: number, limit: number): boolean {
    if (this.count(now) >= limit) return false;
    this.add(now);
    return true;
  }

  clear(): void {
    this.#times = [];
  }
}
