import { place, type Quad } from './geometry';
import type { Network, NetworkData } from './network';
import { type Pixels, resize } from './pixels';
import { textBoxes } from './text-boxes';

/** The network halves its input five times, so both sides must be multiples of 32. */
const STRIDE = 32;
/** Means and deviations of ImageNet, in the network's order blue, green, red, as PaddleOCR applies them. */
const NORMALIZE = [
  { channel: 2, mean: 0.485, deviation: 0.229 },
  { channel: 1, mean: 0.456, deviation: 0.224 },
  { channel: 0, mean: 0.406, deviation: 0.225 },
].map(({ channel, mean, deviation }) => ({
  channel,
  table: Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean) / deviation),
}));

/**
 * Finds lines of text. The picture is scaled so that its longer side has about `longSide` pixels.
 * Quads are in pixels of the picture given.
 */
export async function findTextLines(picture: Pixels, findText: Network, longSide: number): Promise<Quad[]> {
  const scale = longSide / Math.max(picture.width, picture.height);
  const small = resize(picture, toStride(picture.width * scale), toStride(picture.height * scale));
  const { data } = await findText(toTensor(small));
  const boxes = textBoxes({ width: small.width, height: small.height, data });
  return boxes.map((box) => place(box, picture.width / small.width, picture.height / small.height));
}

function toStride(length: number): number {
  return Math.max(STRIDE, Math.round(length / STRIDE) * STRIDE);
}

function toTensor({ width, height, data }: Pixels): NetworkData {
  const plane = width * height;
  const tensor = new Float32Array(3 * plane);
  for (const [index, { channel, table }] of NORMALIZE.entries()) {
    const offset = index * plane;
    for (let i = 0; i < plane; i++) tensor[offset + i] = table[data[i * 4 + channel] ?? 0] ?? 0;
  }
  return { data: tensor, dims: [1, 3, height, width] };
}
