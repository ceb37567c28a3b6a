import type { Clock } from '../clock';
import { PlateError } from '../errors';

/** What the service says about its limit when it throttles: so many calls in so many ms. */
export interface StatedLimit {
  calls: number;
  per: number;
}

const UNITS: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000 };

/** Reads "limit:60, time:1 minute" out of the message of `APIG.0308`. */
export function statedLimit(message: string): StatedLimit | undefined {
  const [, calls, count, unit = ''] = /limit:\s*(\d+),\s*time:\s*(\d+)\s*([a-z]+?)s?\b/i.exec(message) ?? [];
  const per = Number(count) * (UNITS[unit.toLowerCase()] ?? 0);
  return Number(calls) > 0 && per > 0 ? { calls: Number(calls), per } : undefined;
}

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 15_000;
/** A limit that was learned, or a pause that is asked for, is believed so long: it may be wrong, or have been raised. */
const BELIEVED = 10 * 60_000;
/** Where others use up the same limit, ours is slowed down to this part of it at most. */
const SLOWEST = 8;
/** Calls do not arrive as evenly as they leave: at the very limit, every second one would be one too many. */
const SLACK = 1.05;

/** ms that a call must have before its deadline, or waiting for its turn would end in a call that is billed in vain. */
const ROOM_FOR_CALL = 2000;

/**
 * Spaces calls evenly: to a limit of our own, and to the one that the service states when it throttles. Whoever asks
 * first goes first.
 */
export class Pace {
  #next = Number.NEGATIVE_INFINITY;
  #learned: { interval: number; until: number } | undefined;
  #pause = { length: 0, until: Number.NEGATIVE_INFINITY };

  constructor(
    private readonly clock: Clock,
    /** 0: no limit of our own. */
    private readonly callsPerMinute: number,
  ) {}

  /** Reserves the next call: ms to wait for it. Throws `RATE_LIMITED` where its turn comes too late for the deadline. */
  reserve(deadline: number): number {
    const now = this.clock.now();
    const at = Math.max(now, this.#next, this.#pause.until);
    if (at > now && at + ROOM_FOR_CALL > deadline) throw rateLimited(at - now);
    this.#next = at + this.#interval(now);
    return at - now;
  }

  /** The service throttled a call. */
  throttled(stated: StatedLimit | undefined, retryAfter = 0): void {
    const now = this.clock.now();
    const late = now < this.#pause.until;
    if (stated) this.#learn(stated, late, now);
    // Calls of one burst are refused together: they are one reason to wait, not many.
    const length = late ? 0 : Math.min(Math.max(2 * this.#pause.length, FIRST_PAUSE), LONGEST_PAUSE);
    if (!late) this.#pause.length = length;
    this.#pause.until = Math.max(this.#pause.until, now + length, now + Math.min(retryAfter, BELIEVED));
  }

  /** The service took a call. */
  passed(): void {
    this.#pause.length = 0;
  }

  #learn({ calls, per }: StatedLimit, late: boolean, now: number): void {
    const interval = (SLACK * per) / calls;
    const known = this.#believed(now);
    // Throttled although we kept to the limit: others use it, too.
    const slower = known && !late && known.interval >= interval ? 2 * known.interval : interval;
    this.#learned = {
      interval: Math.min(Math.max(slower, known?.interval ?? 0), SLOWEST * interval),
      until: now + BELIEVED,
    };
    this.#next = Math.max(this.#next, now + this.#interval(now));
  }

  #interval(now: number): number {
    const own = this.callsPerMinute > 0 ? 60_000 / this.callsPerMinute : 0;
    return Math.max(own, Math.min(this.#believed(now)?.interval ?? 0, BELIEVED));
  }

  #believed(now: number) {
    return this.#learned && now < this.#learned.until ? this.#learned : undefined;
  }
}

function rateLimited(wait: number): PlateError {
  const message = `The limit of calls leaves no call for this picture in time: the next is free in ${seconds(wait)} s.`;
  return new PlateError('RATE_LIMITED', 'quota', message, { retryable: true });
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
