import { distance } from './distance';
import type { ListedPlate, PlateIndex } from './list-reader';
import { fold } from './look-alikes';

/** The listed plates that are nearest to a reading: none within the tolerance, one, or a tie of several. */
export interface Nearest {
  plates: ListedPlate[];
  /** Of each of them; `Infinity` if there are none. */
  distance: number;
}

/**
 * Looks a normalized plate up in the list.
 *
 * A tolerance stays below 1, the cost of anything but a look-alike, so only plates with the same fold can be within it:
 * one look into the index replaces a comparison with each of 10,000 plates.
 *
 * @param tolerance 0 to 0.9, see `distance`
 */
export function nearest(index: PlateIndex, number: string, tolerance: number): Nearest {
  let found: Nearest = { plates: [], distance: Number.POSITIVE_INFINITY };
  for (const plate of index.get(fold(number)) ?? []) {
    const away = distance(number, plate.number, tolerance);
    if (!(away <= tolerance)) continue;
    if (away < found.distance) found = { plates: [plate], distance: away };
    else if (away === found.distance) found.plates.push(plate);
  }
  return found;
}
