import { type ListEntry, type ListedCar, parseList } from './list';
import { fold } from './look-alikes';

/** Everything the list says about one plate: several entries are alternatives. */
export interface ListedPlate {
  /** The normalized plate. */
  number: string;
  cars: ListedCar[];
}

/** The plates of a list by their fold, see `fold`. */
export type PlateIndex = ReadonlyMap<string, readonly ListedPlate[]>;

/**
 * Reads the list anew at every decision, and parses it only when something in it changed.
 *
 * It is compared field by field and not by identity: flows change a list in context in place, and a plate that was
 * taken off it must not open once more. Comparing 10,000 entries takes about 0.1 ms, parsing them 30 to 60
 * (`test/bench/gate-matching.mjs`).
 */
export class ListReader {
  #copy: Item[] = [];
  #index: PlateIndex | undefined;

  /** `undefined` where the list cannot be read. */
  read(list: unknown): PlateIndex | undefined {
    if (this.#index && Array.isArray(list) && this.#isUnchanged(list)) return this.#index;
    const cars = parseList(list);
    this.#index = cars && indexOf(cars);
    this.#copy = cars ? (list as unknown[]).map(copyOf) : [];
    return this.#index;
  }

  #isUnchanged(list: readonly unknown[]): boolean {
    return list.length === this.#copy.length && this.#copy.every((copy, i) => isSame(list[i], copy));
  }
}

type Item = string | { [field in keyof ListEntry]?: unknown };

function copyOf(item: unknown): Item {
  if (typeof item === 'string') return item;
  const { plate, color, name, from, until } = item as Exclude<Item, string>;
  return { plate, color, name, from, until };
}

function isSame(item: unknown, copy: Item): boolean {
  if (typeof copy === 'string' || typeof item !== 'object' || item === null) return item === copy;
  const now = item as Exclude<Item, string>;
  return (
    now.plate === copy.plate &&
    now.color === copy.color &&
    now.name === copy.name &&
    now.from === copy.from &&
    now.until === copy.until
  );
}

function indexOf(cars: readonly ListedCar[]): PlateIndex {
  const index = new Map<string, ListedPlate[]>();
  const byNumber = new Map<string, ListedPlate>();
  for (const car of cars) {
    const known = byNumber.get(car.number);
    if (known) {
      known.cars.push(car);
      continue;
    }
    const plate = { number: car.number, cars: [car] };
    byNumber.set(car.number, plate);
    const shelf = index.get(fold(car.number));
    if (shelf) shelf.push(plate);
    else index.set(fold(car.number), [plate]);
  }
  return index;
}
