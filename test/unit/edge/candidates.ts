import { type Candidate, candidateOf } from '#nodes/lib/edge/candidate';
import { type Quad, quadOf } from '#nodes/lib/edge/geometry';
import type { Pixels } from '#nodes/lib/edge/pixels';
import { scoresOf } from './scores';

/** A line of one color, as if straightened from a picture. */
export function lineOf(red: number, green: number, blue: number, ink = 255 - red): Pixels {
  const [width, height] = [96, 24];
  const data = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const isInk = i % 5 === 0;
    data.set(isInk ? [ink, ink, ink, 255] : [red, green, blue, 255], i * 4);
  }
  return { width, height, data };
}

export const BLUE = lineOf(20, 60, 170, 255);
export const GREEN = lineOf(90, 200, 130, 0);
export const YELLOW = lineOf(240, 190, 30, 0);
export const WHITE = lineOf(235, 235, 235, 0);
export const PLACE = quadOf({ x: 100, y: 100, width: 140, height: 44 });

/** What the recognizer would make of a line that says `text`. */
export function candidate(
  text: string,
  { certainty = 0.98, line = BLUE, quad = PLACE as Quad } = {},
): Candidate {
  return candidateOf(quad, line, scoresOf(text, certainty));
}
