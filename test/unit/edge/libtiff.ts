import made from './made-by-libtiff.json';
import type { TiffOptions } from './pictures';

/**
 * TIFFs that libtiff 4.7 wrote, by way of `sharp(raw).tiff(…)`: what a decoder and its own author agree on proves little.
 * The pixels are `noise`, and those of the packed runs and the JPEGs `quarters`.
 */
export function madeByLibtiff(name: keyof typeof made): Uint8Array {
  return Buffer.from(made[name], 'base64');
}

/** Numbers of 16 bits that look random, the same each time. */
export function noise(length: number): number[] {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 16;
  });
}

/** A TIFF of 8 bits, RGB and 32 × 24 pixels unless `tags` say something else. */
export function rgbTiff(tags: Record<number, number[]>, blocks: Uint8Array[]): TiffOptions {
  return { tags: { 256: [32], 257: [24], 258: [8, 8, 8], 259: [1], 262: [2], 277: [3], ...tags }, blocks };
}
