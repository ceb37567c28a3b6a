import type { Quad } from './geometry';
import { blank, clamp, type Pixels } from './pixels';

/** The eight free numbers of a projective map. */
type Homography = readonly [number, number, number, number, number, number, number, number];

/**
 * Straightens the part of a picture inside a quad into an upright rectangle, sampling bilinearly.
 * Outside the picture its edge pixels are repeated.
 */
export function warp({ width, height, data }: Pixels, quad: Quad, toWidth: number, toHeight: number): Pixels {
  const [a, b, c, d, e, f, g, h] = fromUnitSquare(quad);
  const out = blank(toWidth, toHeight);
  for (let row = 0, to = 0; row < toHeight; row++) {
    const v = (row + 0.5) / toHeight;
    for (let column = 0; column < toWidth; column++, to += 4) {
      const u = (column + 0.5) / toWidth;
      const depth = g * u + h * v + 1;
      const x = clamp((a * u + b * v + c) / depth - 0.5, 0, width - 1);
      const y = clamp((d * u + e * v + f) / depth - 0.5, 0, height - 1);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [fx, fy] = [x - left, y - top];
      const at = (top * width + left) * 4;
      const right = left + 1 < width ? 4 : 0;
      const below = top + 1 < height ? width * 4 : 0;
      for (let channel = at; channel < at + 3; channel++) {
        const upper = (data[channel] ?? 0) * (1 - fx) + (data[channel + right] ?? 0) * fx;
        const lower = (data[channel + below] ?? 0) * (1 - fx) + (data[channel + below + right] ?? 0) * fx;
        out.data[to + channel - at] = upper * (1 - fy) + lower * fy + 0.5;
      }
    }
  }
  return out;
}

/**
 * Maps the unit square onto a quad: (u, v) to ((a u + b v + c) / w, (d u + e v + f) / w) with w = g u + h v + 1.
 * Heckbert, "Fundamentals of Texture Mapping and Image Warping", 1989, section 2.2.3.
 */
function fromUnitSquare([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]: Quad): Homography {
  const [dx1, dx2, sx] = [x1 - x2, x3 - x2, x0 - x1 + x2 - x3];
  const [dy1, dy2, sy] = [y1 - y2, y3 - y2, y0 - y1 + y2 - y3];
  const determinant = dx1 * dy2 - dx2 * dy1 || Number.EPSILON;
  const g = (sx * dy2 - dx2 * sy) / determinant;
  const h = (dx1 * sy - sx * dy1) / determinant;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h];
}
