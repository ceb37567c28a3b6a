import { LONGEST_PLATE } from '../plate';
import { parseColor } from './list';
import { normalize } from './normalize';

/** One plate of a picture, as far as it could be read from the message. */
export interface SeenPlate {
  /** As the reader spelt it; `''` where there is no text. */
  written: string;
  /** Normalized; `''` where there is no plate in it. */
  number: string;
  /** `null` where it names none. */
  color: string | null;
  /** `NaN` where it is not a number. */
  confidence: number;
  /** Pixels inside its corners; `NaN` where they are not known. */
  area: number;
}

/** What the gate needs of a message of the license-plate node. Whatever has the wrong type counts as missing. */
export interface Sighting {
  /** Whether the message carries an error of any kind. */
  failed: boolean;
  /** The plate that is judged: the largest in the picture. */
  plate: SeenPlate;
  /** The other plates in the picture. */
  others: SeenPlate[];
  /** Milliseconds since the epoch; `NaN` where it is not known. */
  takenAt: number;
  /** Whether `takenAt` tells when the picture was taken or fetched, and not only when its message arrived. */
  isTimed: boolean;
  /** Whether the embedded reader stepped in. */
  isFallback: boolean;
  /** The burst it belongs to, from `msg.parts.id`. */
  burst: string | undefined;
}

/** Reads a message of whatever shape; never throws for one that is plain data. */
export function parseMessage(message: unknown): Sighting {
  const { payload, plates, recognition, error, parts } = fieldsOf(message);
  const { takenAt, takenFrom, fallback } = fieldsOf(recognition);
  const claimed = parsePlate(payload);
  const all: [SeenPlate, ...SeenPlate[]] = [claimed, ...neighbours(plates, payload)];
  const plate = claimed.number === '' ? claimed : largestOf(all);
  return {
    failed: error !== undefined,
    plate,
    others: all.filter((other) => other !== plate),
    takenAt: numberOf(takenAt),
    isTimed: takenFrom === 'message' || takenFrom === 'download',
    isFallback: fallback !== undefined,
    burst: burstOf(fieldsOf(parts).id),
  };
}

/** Whether there is a reading of a plate at all. */
export function hasPlate({ failed, plate }: Sighting): boolean {
  return !failed && plate.number !== '';
}

type Fields = Record<string, unknown>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function parsePlate(value: unknown): SeenPlate {
  const { plate_number, plate_color, plate_location, confidence } = fieldsOf(value);
  const written =
    typeof plate_number === 'string' && plate_number.length <= LONGEST_PLATE ? plate_number : '';
  return {
    written,
    number: normalize(written),
    color: parseColor(plate_color),
    confidence: numberOf(confidence),
    area: areaOf(plate_location),
  };
}

/** The plates besides the payload. A list that is no list may hide a nearer car, so it counts as an unknown plate. */
function neighbours(plates: unknown, payload: unknown): SeenPlate[] {
  if (plates === undefined) return [];
  if (!Array.isArray(plates)) return [parsePlate(undefined)];
  const copy = plates.findIndex((plate) => plate === payload || isSameData(plate, payload));
  return plates.filter((_, i) => i !== copy).map(parsePlate);
}

/** After a broker the payload and its twin in `plates` are no longer one object. */
function isSameData(a: unknown, b: unknown): boolean {
  const [one, two] = [fieldsOf(a), fieldsOf(b)];
  return (
    typeof one.plate_number === 'string' &&
    one.plate_number === two.plate_number &&
    one.plate_color === two.plate_color &&
    one.confidence === two.confidence &&
    isSameLocation(one.plate_location, two.plate_location)
  );
}

function isSameLocation(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  const isSameCorner = (corner: unknown, i: number) => isSamePair(corner, b[i]);
  return a.length === b.length && a.every(isSameCorner);
}

function isSamePair(a: unknown, b: unknown): boolean {
  return Array.isArray(a) && Array.isArray(b) && a[0] === b[0] && a[1] === b[1];
}

function largestOf([first, ...rest]: [SeenPlate, ...SeenPlate[]]): SeenPlate {
  return rest.reduce((largest, plate) => (plate.area > largest.area ? plate : largest), first);
}

/** The shoelace formula over corners in order. */
function areaOf(location: unknown): number {
  if (!Array.isArray(location) || location.length < 3) return Number.NaN;
  const corners = (location as unknown[]).map((corner) =>
    Array.isArray(corner) ? (corner as unknown[]) : [],
  );
  let twice = 0;
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [];
    twice += numberOf(x) * numberOf(nextY) - numberOf(nextX) * numberOf(y);
  }
  // Corners that enclose nothing are placeholders.
  return Number.isFinite(twice) && twice !== 0 ? Math.abs(twice) / 2 : Number.NaN;
}

function burstOf(id: unknown): string | undefined {
  return (typeof id === 'string' && id !== '') || Number.isFinite(id) ? String(id) : undefined;
}
