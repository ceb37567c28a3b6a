import type { ListEntry } from './list';
import type { PlateIndex } from './list-reader';
import { type Nearest, nearest } from './matching';
import type { SeenPlate, Sighting } from './message';
import { bestEntry } from './validity';
import type { Reason } from './verdict';

/** What a plate must keep to pass. */
export interface Rules {
  /** 0 to 0.9, see `distance`. */
  tolerance: number;
  /** 0 to 1. */
  minConfidence: number;
  /** Seconds. */
  maxAge: number;
  /** Whether a picture must say when it was taken. */
  requireTime: boolean;
  /** Whether readings of the embedded fallback may open. */
  allowFallback: boolean;
}

/** All that a plate is judged by, besides itself. */
export interface Circumstances {
  sighting: Sighting;
  /** `undefined` where the list could not be read. */
  index: PlateIndex | undefined;
  rules: Rules;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface PlateJudgement {
  reason: Reason;
  found: Nearest;
  /** The entry of the list for this plate, unless there is none or a tie. */
  entry: ListEntry | undefined;
}

/** Seconds by which the clock of a camera may be ahead of ours. */
const CLOCK_SKEW = 2;

/**
 * Closed by default: a plate passes only if every single condition holds, and the first that does not is the reason.
 *
 * The order goes from whether there is a reading (`error`, `no-plate`) over whether it tells about now (`stale`), comes
 * from a reader that may open (`fallback`) and is sure (`low-confidence`), to what the list says (`bad-list`,
 * `ambiguous`, `unknown`, then the entry's own `bad-list`, `not-yet-valid`, `expired`): a car is not called unknown
 * because of a reading that counts for nothing.
 */
export function judgePlate(plate: SeenPlate, circumstances: Circumstances): PlateJudgement {
  const { index, rules, now } = circumstances;
  const found = nearest(index ?? new Map(), plate.number, rules.tolerance);
  const [only, ...tied] = found.plates;
  const best = only && tied.length === 0 ? bestEntry(only.cars, plate.color, now) : undefined;
  const unusable = whyUnusable(plate, circumstances);
  const listed = !index ? 'bad-list' : tied.length > 0 ? 'ambiguous' : (best?.reason ?? 'unknown');
  return { reason: unusable ?? listed, found, entry: best?.car.entry };
}

/** Why a reading counts for nothing, whatever the list says. */
function whyUnusable(plate: SeenPlate, { sighting, rules, now }: Circumstances): Reason | undefined {
  if (sighting.failed) return 'error';
  if (plate.number === '') return 'no-plate';
  if (!isFresh(sighting, rules, now)) return 'stale';
  if (sighting.isFallback && !rules.allowFallback) return 'fallback';
  const isSure = Number.isFinite(plate.confidence) && plate.confidence >= rules.minConfidence;
  return isSure ? undefined : 'low-confidence';
}

/** Whether a picture shows what is there now. */
export function isFresh(sighting: Sighting, rules: Rules, now: number): boolean {
  const age = ageOf(sighting, now);
  return age >= -CLOCK_SKEW && age <= rules.maxAge && (sighting.isTimed || !rules.requireTime);
}

/** Seconds since the picture was taken; not finite where that is not known. */
export function ageOf({ takenAt }: Sighting, now: number): number {
  return (now - takenAt) / 1000;
}
