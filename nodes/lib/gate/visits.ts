import { type Car, SAME_UNLISTED } from './car';
import type { Judgement } from './decide';
import { distance } from './distance';
import type { Decision } from './verdict';

/** A visit ends at the latest so many times `rearm` after the gate opened: a car left in view must not block it for ever. */
const LONGEST = 10;

/** Unlisted cars remembered: each costs a comparison, and forgetting one repeats a denial, no more. */
const MOST_UNLISTED = 64;

/** Listed cars remembered; more cannot pass a gate within a visit. */
const MOST_LISTED = 20_000;

interface Visit {
  /** The plate as it was first read (unlisted) or is listed. Later readings do not move it, so it cannot wander off. */
  number: string;
  /** Milliseconds, as all times here. */
  seenAt: number;
  allowedAt?: number;
  deniedAt?: number;
}

/**
 * Remembers which decisions were announced for the cars in view, so that a standing car opens the gate once.
 *
 * A visit lasts until a car was not seen for `rearm`. Only fresh readings are sightings: what arrives late says nothing
 * about now. Listed and unlisted cars are kept apart, so strangers cannot push an opened visit out of memory.
 */
export class Visits {
  readonly #rearm: number;
  // Both in the order of the last sighting, the oldest first.
  readonly #listed = new Map<string, Visit>();
  readonly #unlisted = new Map<string, Visit>();

  /** @param rearm seconds; 0 remembers nothing */
  constructor(rearm: number) {
    this.#rearm = rearm * 1000;
  }

  /** How many cars are remembered. */
  get size(): number {
    return this.#listed.size + this.#unlisted.size;
  }

  /** Takes note of a judgement and says whether it repeats one that was announced in the same visit. */
  isRepeat({ car, isFresh, verdict }: Judgement, now: number): boolean {
    if (!car || !(this.#rearm > 0)) return false;
    const [visits, most] =
      car.listed === undefined ? [this.#unlisted, MOST_UNLISTED] : [this.#listed, MOST_LISTED];
    this.#forgetEnded(visits, now);

    const known = this.#find(visits, car, now);
    if (!known) {
      const visit: Visit = { number: car.listed ?? car.number, seenAt: now };
      announce(visit, verdict.decision, now);
      moveToEnd(visits, visit);
      if (visits.size > most) forgetOldest(visits);
      return false;
    }
    if (isFresh) {
      known.seenAt = now;
      moveToEnd(visits, known);
    }
    return !announce(known, verdict.decision, now);
  }

  forgetAll(): void {
    this.#listed.clear();
    this.#unlisted.clear();
  }

  #find(visits: Map<string, Visit>, { number, listed }: Car, now: number): Visit | undefined {
    const exact = visits.get(listed ?? number);
    if (exact) return this.#hasEnded(exact, now) ? undefined : exact;
    return listed === undefined ? this.#nearestUnlisted(number, now) : undefined;
  }

  #nearestUnlisted(number: string, now: number): Visit | undefined {
    let found: Visit | undefined;
    let least = SAME_UNLISTED;
    for (const visit of this.#unlisted.values()) {
      const away = distance(number, visit.number, least);
      if (away > least || this.#hasEnded(visit, now)) continue;
      found = visit;
      least = away;
    }
    return found;
  }

  #forgetEnded(visits: Map<string, Visit>, now: number): void {
    for (const [key, visit] of visits) {
      if (!this.#hasEnded(visit, now)) return;
      visits.delete(key);
    }
  }

  /** A clock that was set back by more than a visit ends it too, or the car would wait for the old time to return. */
  #hasEnded({ seenAt, allowedAt }: Visit, now: number): boolean {
    return (
      Math.abs(now - seenAt) >= this.#rearm ||
      (allowedAt !== undefined && Math.abs(now - allowedAt) >= LONGEST * this.#rearm)
    );
  }
}

/** Whether this decision is news in this visit. */
function announce(visit: Visit, decision: Decision, now: number): boolean {
  const at = decision === 'allow' ? 'allowedAt' : 'deniedAt';
  if (visit[at] !== undefined) return false;
  visit[at] = now;
  return true;
}

function moveToEnd(visits: Map<string, Visit>, visit: Visit): void {
  visits.delete(visit.number);
  visits.set(visit.number, visit);
}

function forgetOldest(visits: Map<string, Visit>): void {
  const [oldest] = visits.keys();
  if (oldest !== undefined) visits.delete(oldest);
}
