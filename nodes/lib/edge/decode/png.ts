import { inflateSync } from 'node:zlib';
import { requireVendored } from '../assets';
import type { Pixels } from '../pixels';
import { undecodable } from './undecodable';

interface PngJs {
  PNG: { sync: { read(bytes: Buffer): Pixels } };
}

/** Decodes any PNG to 8 bits per channel; interlaced, with a palette, or with 16 bits as well. */
export function decodePng(bytes: Uint8Array): Pixels {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  refuseBomb(png);
  const { PNG } = requireVendored<PngJs>('pngjs', 'png.js');
  const { width, height, data } = PNG.sync.read(png);
  return { width, height, data };
}

const SIGNATURE = 8;
const WIDTH = 16;
const HEIGHT = 20;
const INTERLACED = 28;
/** Four channels of 16 bits. */
const MOST_PER_PIXEL = 8;
/** Pixels by which no side grows when it is parted into the passes of an interlaced picture, and each row gets a byte. */
const MARGIN = 8;

/** pngjs goes by the last of several headers, and unpacks an interlaced picture to any size: GBs out of a few KB. */
function refuseBomb(png: Buffer): void {
  const packed: Buffer[] = [];
  for (let at = SIGNATURE; at + 8 <= png.length; ) {
    const [length, type] = [png.readUInt32BE(at), png.toString('latin1', at + 4, at + 8)];
    if (type === 'IHDR' && at > SIGNATURE) throw undecodable('PNG');
    if (type === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (png[INTERLACED] !== 1) return;
  const [columns, rows] = [png.readUInt32BE(WIDTH) + MARGIN, png.readUInt32BE(HEIGHT) + MARGIN];
  inflateSync(Buffer.concat(packed), { maxOutputLength: columns * rows * MOST_PER_PIXEL });
}
