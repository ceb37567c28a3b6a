import { distance } from './distance';

/** Which car a reading is about. */
export interface Car {
  /** The normalized plate as it was read. */
  number: string;
  /** The normalized listed plate it was matched with, alone. */
  listed: string | undefined;
}

/** Two readings of an unlisted car may differ by this much: one character, or up to five look-alikes. */
export const SAME_UNLISTED = 1;

/** Whether two readings are about the same car: the same listed plate or, both unlisted, nearly the same number. */
export function isSameCar(a: Car, b: Car): boolean {
  if (a.listed !== undefined || b.listed !== undefined) return a.listed === b.listed;
  return distance(a.number, b.number, SAME_UNLISTED) <= SAME_UNLISTED;
}
