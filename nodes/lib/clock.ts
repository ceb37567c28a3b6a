/** Where time comes from. Tests bring one of their own. */
export interface Clock {
  /** Milliseconds that only ever go forward, from an arbitrary start: for every duration. */
  now(): number;
  /** The wall clock, which may jump in both directions. */
  date(): Date;
  /** Resolves after so many ms; rejects with the signal's reason as soon as that is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = { now: () => performance.now(), date: () => new Date(), wait };

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const leave = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, ms);
    signal.addEventListener('abort', leave, { once: true });
  });
}

/** What `promise` gives, unless the signal is aborted first: then rejects with its reason, and `promise` goes on. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}

/**
 * A signal that is aborted with the first of these, until `forget` is called, which must be. (On Node 20, what
 * `AbortSignal.any` makes is never forgotten by a signal that lives on.)
 */
export function followed(...signals: AbortSignal[]): { signal: AbortSignal; forget: () => void } {
  const stop = new AbortController();
  const unfollow = signals.map((signal) => {
    const follow = () => stop.abort(signal.reason);
    if (signal.aborted) follow();
    signal.addEventListener('abort', follow, { once: true });
    return () => signal.removeEventListener('abort', follow);
  });
  const forget = () => {
    for (const each of unfollow) each();
  };
  return { signal: stop.signal, forget };
}
