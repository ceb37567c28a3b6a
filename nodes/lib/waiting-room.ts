export type Overflow = 'reject' | 'oldest';

export interface Waiting<T> {
  item: T;
  /** Bytes of picture that it keeps in memory. */
  bytes: number;
}

/** A first-in, first-out queue that is bounded in count and in bytes. */
export class WaitingRoom<T> {
  readonly #queue: Waiting<T>[] = [];
  #bytes = 0;

  constructor(
    private readonly places: number,
    private readonly overflow: Overflow,
    private readonly maxBytes = 256 * 1024 * 1024,
  ) {}

  get size(): number {
    return this.#queue.length;
  }

  /** Lets one in. Returns whoever has to leave for it: older ones, or itself where there is no room. */
  admit(arrival: Waiting<T>): T[] {
    const superseded: T[] = [];
    const fits = arrival.bytes <= this.maxBytes;
    while (fits && this.overflow === 'oldest' && this.size > 0 && !this.#hasRoomFor(arrival)) {
      superseded.push(...this.#take());
    }
    if (!this.#hasRoomFor(arrival)) return [...superseded, arrival.item];
    this.#queue.push(arrival);
    this.#bytes += arrival.bytes;
    return superseded;
  }

  next(): T | undefined {
    return this.#take()[0];
  }

  clear(): T[] {
    this.#bytes = 0;
    return this.#queue.splice(0).map(({ item }) => item);
  }

  #hasRoomFor({ bytes }: Waiting<T>): boolean {
    return this.size < this.places && this.#bytes + bytes <= this.maxBytes;
  }

  #take(): T[] {
    const first = this.#queue.shift();
    if (!first) return [];
    this.#bytes -= first.bytes;
    return [first.item];
  }
}
