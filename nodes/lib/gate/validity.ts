import { isWrong } from './clock';
import type { ListedCar } from './list';

/** What the list says about a car whose plate is on it; `unknown`: listed with another colour. */
type EntryReason = 'listed' | 'bad-list' | 'not-yet-valid' | 'expired' | 'unknown';

/** Of several entries of one plate the first of these counts: one that opens, else what its author can act on. */
const RANK: readonly EntryReason[] = ['listed', 'bad-list', 'not-yet-valid', 'expired', 'unknown'];

/**
 * Judges the alternatives the list has for one plate.
 *
 * @param color of the plate as read, `null` if unknown
 * @param now milliseconds since the epoch
 */
export function bestEntry(cars: readonly ListedCar[], color: string | null, now: number) {
  const judged = cars.map((car) => ({ car, reason: reasonOf(car, color, now) }));
  return judged.toSorted((a, b) => RANK.indexOf(a.reason) - RANK.indexOf(b.reason))[0];
}

function reasonOf(car: ListedCar, color: string | null, now: number): EntryReason {
  if (car.color === null || Number.isNaN(car.start) || Number.isNaN(car.end)) return 'bad-list';
  if (car.color !== undefined && car.color !== color) return 'unknown';
  if (now < car.start) return 'not-yet-valid';
  if (now > car.end) return 'expired';
  // By a wrong clock nobody can tell, and a permit that ended would open: it becomes valid once the clock is set.
  if (isWrong(now) && isDated(car)) return 'not-yet-valid';
  return 'listed';
}

function isDated({ start, end }: ListedCar): boolean {
  return Number.isFinite(start) || Number.isFinite(end);
}
