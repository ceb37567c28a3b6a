import { Photometric } from './tiff-colors';
import type { Block, Layout } from './tiff-layout';

const HORIZONTAL_PREDICTOR = 2;

/** The block's samples as 0 to 255, or as indices where there is a palette. */
export function samplesOf(raw: Uint8Array, rowLength: number, block: Block, layout: Layout): Uint8Array {
  const { bits, littleEndian, predictor, photometric } = layout;
  const perRow = block.width * block.samples;
  const out = new Uint8Array(perRow * block.height);
  const scale = photometric === Photometric.palette ? 1 : 255 / (2 ** Math.min(bits, 8) - 1);
  const high = littleEndian ? 1 : 0;
  for (let y = 0, to = 0; y < block.height; y++) {
    const row = raw.subarray(y * rowLength, (y + 1) * rowLength);
    if (predictor === HORIZONTAL_PREDICTOR) undoPredictor(row, block.samples, bits, high);
    for (let i = 0; i < perRow; i++, to++) {
      if (bits === 16) out[to] = row[i * 2 + high] ?? 0;
      else if (bits === 8) out[to] = row[i] ?? 0;
      else {
        const bit = i * bits;
        out[to] = (((row[bit >> 3] ?? 0) >> (8 - bits - (bit & 7))) & (2 ** bits - 1)) * scale;
      }
    }
  }
  return out;
}

/** Each sample was stored as its difference to the pixel on its left. TIFF 6.0, section 14. */
function undoPredictor(row: Uint8Array, samples: number, bits: number, high: number): void {
  const low = 1 - high;
  if (bits === 8) {
    for (let i = samples; i < row.length; i++) row[i] = (row[i] ?? 0) + (row[i - samples] ?? 0);
  } else if (bits === 16) {
    for (let i = samples * 2; i + 1 < row.length; i += 2) {
      const left = i - samples * 2;
      const sum = (row[i + low] ?? 0) + (row[left + low] ?? 0);
      row[i + low] = sum;
      row[i + high] = (row[i + high] ?? 0) + (row[left + high] ?? 0) + (sum >> 8);
    }
  }
}
