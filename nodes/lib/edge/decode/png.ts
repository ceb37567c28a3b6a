import { inflateSync } from 'node:zlib';
import { loaded, requireVendored } from '../assets';
import type { Pixels } from '../pixels';
import { undecodable } from './undecodable';

interface PngJs {
  PNG: { sync: { read(bytes: Buffer): Pixels } };
}

/** Decodes any PNG to 8 bits per channel; interlaced, with a palette, or with 16 bits as well. */
export async function decodePng(bytes: Uint8Array): Promise<Pixels> {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = chunksOf(png);
  const { PNG } = await loaded(() => requireVendored<PngJs>('pngjs', 'png.js'));
  const { width, height, data } = PNG.sync.read(chunks);
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

/**
 * The picture without what follows its end, which pngjs refuses. Throws where pngjs would take GBs for a few KB: it goes
 * by the last of several headers, and unpacks an interlaced picture to any size.
 */
function chunksOf(png: Buffer): Buffer {
  const packed: Buffer[] = [];
  let at = SIGNATURE;
  for (let type = ''; type !== 'IEND' && at + 8 <= png.length; ) {
    const length = png.readUInt32BE(at);
    type = png.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR' && at > SIGNATURE) throw undecodable('PNG');
    if (type === 'IDAT') packed.push(png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  if (png[INTERLACED] === 1) checkInterlaced(png, Buffer.concat(packed));
  return png.subarray(0, at);
}

function checkInterlaced(png: Buffer, packed: Buffer): void {
  const [columns, rows] = [png.readUInt32BE(WIDTH) + MARGIN, png.readUInt32BE(HEIGHT) + MARGIN];
  inflateSync(packed, { maxOutputLength: columns * rows * MOST_PER_PIXEL });
}
