import { LONGEST_PLATE } from '../plate';
import { endOf, startOf } from './dates';
import { normalize } from './normalize';

/** One car as the list has it: what `msg.gate.match` shows. */
export interface ListEntry {
  /** The plate as the list spells it. */
  plate: string;
  /** The only `plate_color` that may pass. */
  color?: string;
  name?: string;
  /** `YYYY-MM-DD` (local) or ISO 8601 with zone. */
  from?: string;
  /** As `from`; a day is included to its end. */
  until?: string;
}

/** An entry made ready for comparing. */
export interface ListedCar {
  entry: ListEntry;
  /** The normalized plate. */
  number: string;
  /** `undefined` where each color passes; `null` where it is unreadable and none does. */
  color: string | null | undefined;
  /** First and last millisecond since the epoch in which it is valid; `NaN` if unreadable. */
  start: number;
  end: number;
}

/**
 * The cars of a list: an array of plates or of `{plate, color?, name?, from?, until?}`.
 *
 * `undefined` where it is anything else, be it in one element: half a list must not pass for a list. Blank plates name
 * no car and are left out. A field is not given only if it is `undefined`; `null`, `''` and other types are unreadable,
 * and an entry with an unreadable colour or date never opens.
 */
export function parseList(list: unknown): ListedCar[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const cars: ListedCar[] = [];
  for (const item of list as unknown[]) {
    const car = parseItem(item);
    if (!car) return undefined;
    if (car.number !== '') cars.push(car);
  }
  return cars;
}

/** Which element, counted from 1, keeps `parseList` from reading a list; `undefined` where none does, or all is no list. */
export function unreadableAt(list: unknown): number | undefined {
  const index = Array.isArray(list) ? (list as unknown[]).findIndex((item) => !parseItem(item)) : -1;
  return index < 0 ? undefined : index + 1;
}

/** What an environment variable holds: a JSON array, or plates with commas between them. `undefined` if neither. */
export function listFromText(text: unknown): unknown {
  if (typeof text !== 'string' || text.trim() === '') return undefined;
  if (!/^\s*[[{"]/.test(text)) return text.split(/[,，]/);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseItem(item: unknown): ListedCar | undefined {
  if (typeof item === 'string') return parseFields({ plate: item }, item);
  if (typeof item !== 'object' || item === null) return undefined;
  const fields = item as Fields;
  return typeof fields.plate === 'string' ? parseFields(fields, fields.plate) : undefined;
}

type Fields = { [field in keyof ListEntry]?: unknown };

function parseFields({ color, name, from, until }: Fields, plate: string): ListedCar {
  return {
    entry: {
      plate,
      ...(typeof color === 'string' && { color }),
      ...(typeof name === 'string' && { name }),
      ...(typeof from === 'string' && { from }),
      ...(typeof until === 'string' && { until }),
    },
    number: plate.length > LONGEST_PLATE ? '' : normalize(plate),
    color: color === undefined ? undefined : parseColor(color),
    start: from === undefined ? Number.NEGATIVE_INFINITY : startOf(from),
    end: until === undefined ? Number.POSITIVE_INFINITY : endOf(until),
  };
}

/** A colour in the spelling of the service; `null` if it names none. */
export function parseColor(color: unknown): string | null {
  const word = typeof color === 'string' ? color.trim().toLowerCase() : '';
  return word === '' ? null : word;
}
