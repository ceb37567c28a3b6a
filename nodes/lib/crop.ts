import { badField } from './errors';
import { HINTS } from './hints';
import { isJson, parseJson } from './json';
import type { Picture, PictureBytes } from './picture';

/** The part of a picture that matters, in percent of its upright width and height. */
export interface Crop {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const WHOLE: Crop = { x: 0, y: 0, width: 100, height: 100 };

/**
 * Reads a saved crop: `{x, y, width, height}` in percent, as an object or as JSON; `undefined` for the whole picture.
 * Returns `'bad'` for what is neither.
 */
export function parseCrop(saved: unknown): Crop | undefined | 'bad' {
  if (saved === undefined || saved === null || saved === '') return undefined;
  const sides = typeof saved === 'string' ? parseJson(saved) : saved;
  if (!isJson(sides)) return 'bad';
  const [x, y, width, height] = [sides.x, sides.y, sides.width, sides.height].map(percent);
  if (x === undefined || y === undefined || width === undefined || height === undefined) return 'bad';
  // Fractions of a percent that were added up may miss the edge by a hair.
  const inside = (from: number, size: number) => from >= 0 && size > 0 && from + size <= 100 + 1e-6;
  return inside(x, width) && inside(y, height) ? { x, y, width, height } : 'bad';
}

/** A URL that the service fetches cannot be cropped: silence would read another car. */
export function requireBytes(picture: Picture): asserts picture is PictureBytes {
  if (picture.kind === 'bytes') return;
  const rule = 'has no effect on a URL that the service fetches: fetch it here';
  throw badField('license-plate', 'crop', rule, { hint: HINTS['fetch-here'] });
}

function percent(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
