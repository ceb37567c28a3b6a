import type { Crop } from '../crop';
import type { Rectangle } from './geometry';
import { clamp } from './pixels';

/** The crop in whole pixels, at least one, inside a picture of this size. */
export function cropRectangle(crop: Crop, width: number, height: number): Rectangle {
  const x = clamp(Math.round((crop.x / 100) * width), 0, width - 1);
  const y = clamp(Math.round((crop.y / 100) * height), 0, height - 1);
  return {
    x,
    y,
    width: clamp(Math.round(((crop.x + crop.width) / 100) * width) - x, 1, width - x),
    height: clamp(Math.round(((crop.y + crop.height) / 100) * height) - y, 1, height - y),
  };
}
