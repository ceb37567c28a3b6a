import { readHeader } from '../../picture-header';
import type { Pixels } from '../pixels';
import { decodeJpeg } from './jpeg';
import type { Block } from './tiff-layout';
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
export function copyPixels(out: Pixels, { x, y, plane }: Block, block: Pixels): void {
  const columns = Math.min(block.width, out.width - x);
  for (let row = 0; row < Math.min(block.height, out.height - y); row++) {
    const from = block.data.subarray(row * block.width * 4, (row * block.width + columns) * 4);
    const to = ((y + row) * out.width + x) * 4;
    if (plane === undefined) out.data.set(from, to);
    else copyPlane(out.data.subarray(to, to + columns * 4), plane, from);
  }
}

/** A plane that is apart is a grey picture. */
function copyPlane(out: Pixels['data'], plane: number, grey: Pixels['data']): void {
  for (let at = 0; at < grey.length; at += 4) {
    if (plane < 3) out[at + plane] = grey[at] ?? 0;
    out[at + 3] = 255;
  }
}
