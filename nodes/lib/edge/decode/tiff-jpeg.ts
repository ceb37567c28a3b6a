import { readHeader } from '../../picture-header';
import type { Pixels } from '../pixels';
import { decodeJpeg } from './jpeg';
import { copySamples } from './tiff-colors';
import type { Block, Layout } from './tiff-layout';
import { undecodable } from './undecodable';

/** A JPEG is made of squares of at most this many pixels, so its sides may be rounded up to them. */
const SQUARE = 16;

/** Decodes a strip or tile that is a JPEG of its own. Adobe, TIFF Technical Note 2, 1995. */
export async function decodeJpegBlock(block: Block, tables: readonly number[] | undefined): Promise<Pixels> {
  const stream = withTables(block.packed, tables);
  checkSides(stream, block);
  return decodeJpeg(stream);
}

/** The sides of the TIFF were checked, but the decoder believes the JPEG, and would take GBs for 65,535 × 65,535. */
function checkSides(stream: Uint8Array, { width, fullHeight }: Block): void {
  const size = readHeader(stream)?.size;
  if (!size || size.width > padded(width) || size.height > padded(fullHeight)) throw undecodable('TIFF');
}

function padded(side: number): number {
  return Math.ceil(side / SQUARE) * SQUARE;
}

/** The blocks of a TIFF share their tables: put back between the start mark and the rest. */
function withTables(packed: Uint8Array, tables: readonly number[] | undefined): Uint8Array {
  if (!tables || tables.length < 4) return packed;
  const before = tables.slice(0, -2);
  const rest = packed.subarray(2);
  const out = new Uint8Array(before.length + rest.length);
  out.set(before);
  out.set(rest, before.length);
  return out;
}

/** Puts a block's pixels into the picture. */
export function copyPixels(out: Pixels, block: Block, pixels: Pixels, layout: Layout): void {
  const { width, height, data } = pixels;
  if (block.plane !== undefined) {
    copySamples(out, { ...block, width, height }, greyOf(pixels), layout);
    return;
  }
  const columns = Math.min(width, out.width - block.x);
  for (let row = 0; row < Math.min(height, out.height - block.y); row++) {
    const from = data.subarray(row * width * 4, (row * width + columns) * 4);
    out.data.set(from, ((block.y + row) * out.width + block.x) * 4);
  }
}

/** The samples of a plane that is apart, which is a grey picture. */
function greyOf({ width, height, data }: Pixels): Uint8Array {
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) grey[at] = data[4 * at] ?? 0;
  return grey;
}
