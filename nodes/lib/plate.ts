/** Characters; no plate in the world is near this. What is longer is none, and only costs memory and time. */
export const LONGEST_PLATE = 64;

/** A corner of a plate: `[x, y]` in pixels of the whole picture, origin at its top left. */
export type Corner = [x: number, y: number];

/**
 * One plate, in the words of Huawei Cloud's license-plate API, whichever engine read it.
 * https://support.huaweicloud.com/api-ocr/ocr_03_0040.html
 */
export interface Plate {
  /** Letters, digits and Chinese characters without separators, such as `京A12345`. */
  plate_number: string;
  /** `blue`, `green`, `yellow_green`, `yellow`, `white`, `black`, or a later word of the service; `''` if it gave none. */
  plate_color: string;
  /** Four integer corners, clockwise from the top left; empty if the service gave none. */
  plate_location: Corner[];
  /** 0 to 1; `null` if the service gave none. */
  confidence: number | null;
}

/** Orders the nearest car first: the largest plate, between equals the most confident. */
export function nearestFirst(plates: readonly Plate[]): Plate[] {
  return plates.toSorted((a, b) => area(b) - area(a) || (b.confidence ?? 0) - (a.confidence ?? 0));
}

/** Pixels inside the corners (shoelace formula); 0 where corners are missing. */
function area({ plate_location: corners }: Plate): number {
  let twice = 0;
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [x, y];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}
