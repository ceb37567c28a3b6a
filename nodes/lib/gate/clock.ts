/** There was none of this software yet: no clock that is right stands before. */
const EARLIEST = Date.UTC(2025, 0, 1);

/**
 * Whether a clock is certainly wrong. That of a Raspberry Pi has no battery: until the network sets it, it stands in 1970
 * or at the release of its system, where permits that ended long ago are still valid.
 *
 * @param now milliseconds since the epoch
 */
export function isWrong(now: number): boolean {
  return !(now >= EARLIEST);
}

/** Time, handed in so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls back once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};
