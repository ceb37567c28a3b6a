import { blank, type Pixels } from '../pixels';
import { checkSize, undecodable } from './undecodable';

const FILE_HEADER = 14;
const UNCOMPRESSED = 0;
const BITFIELDS = 3;

interface Header {
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  /** Where the pixels start in the file. */
  pixels: number;
  paletteStart: number;
  paletteEntry: number;
}

/**
 * Decodes an uncompressed BMP with 1, 4, 8, 24 or 32 bits per pixel, bottom-up or top-down.
 * Microsoft, "Bitmap Storage", Windows GDI.
 */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  checkSize(header.width, header.height);
  const rowLength = Math.ceil((header.width * header.bits) / 32) * 4;
  if (header.pixels + rowLength * header.height > bytes.length) throw undecodable('BMP');
  const out = blank(header.width, header.height);
  const colorAt = header.bits <= 8 ? paletteReader(bytes, header) : pixelReader(header);
  for (let y = 0, to = 0; y < header.height; y++) {
    const row = header.pixels + rowLength * (header.topDown ? y : header.height - 1 - y);
    for (let x = 0; x < header.width; x++, to += 4) {
      const at = colorAt(row, x);
      out.data[to] = bytes[at + 2] ?? 0;
      out.data[to + 1] = bytes[at + 1] ?? 0;
      out.data[to + 2] = bytes[at] ?? 0;
      out.data[to + 3] = 255;
    }
  }
  return out;
}

function readHeader(view: DataView): Header {
  if (view.byteLength < FILE_HEADER + 12) throw undecodable('BMP');
  const size = view.getUint32(FILE_HEADER, true);
  const paletteStart = FILE_HEADER + size;
  const pixels = view.getUint32(10, true);
  if (size === 12) {
    const [width, height] = [view.getUint16(18, true), view.getUint16(20, true)];
    return { width, height, topDown: false, bits: bitsOf(view, 24), pixels, paletteStart, paletteEntry: 3 };
  }
  if (size < 40 || view.byteLength < FILE_HEADER + 40) throw undecodable('BMP');
  const [width, height] = [view.getInt32(18, true), view.getInt32(22, true)];
  const [bits, compression] = [bitsOf(view, 28), view.getUint32(30, true)];
  // With 32 bits, bit fields are in practice blue, green, red as without them.
  if (compression !== UNCOMPRESSED && !(compression === BITFIELDS && bits === 32)) throw undecodable('BMP');
  return {
    width,
    height: Math.abs(height),
    topDown: height < 0,
    bits,
    pixels,
    paletteStart,
    paletteEntry: 4,
  };
}

function bitsOf(view: DataView, at: number): number {
  const bits = view.getUint16(at, true);
  if (![1, 4, 8, 24, 32].includes(bits)) throw undecodable('BMP');
  return bits;
}

/** Where in the file the color of pixel `x` of the row at `row` stands: blue, green, red. */
type ColorAt = (row: number, x: number) => number;

function pixelReader({ bits }: Header): ColorAt {
  return (row, x) => row + x * (bits / 8);
}

function paletteReader(bytes: Uint8Array, { bits, paletteStart, paletteEntry }: Header): ColorAt {
  const perByte = 8 / bits;
  const mask = 2 ** bits - 1;
  return (row, x) => {
    const byte = bytes[row + Math.floor(x / perByte)] ?? 0;
    const index = (byte >> (8 - bits * ((x % perByte) + 1))) & mask;
    return paletteStart + index * paletteEntry;
  };
}
