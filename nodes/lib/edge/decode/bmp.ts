import { blank, type Pixels } from '../pixels';
import { checkSize, undecodable } from './undecodable';

const FILE_HEADER = 14;
const UNCOMPRESSED = 0;
const BITFIELDS = 3;
/** Where the masks of bit fields stand in the file: behind the info header, or as the next fields of a longer one. */
const MASKS = FILE_HEADER + 40;
/** The masks of whole bytes, by the place of the byte. */
const BYTE_MASKS = [0xff, 0xff00, 0xff0000, 0xff000000];
const BLUE_GREEN_RED: Channels = [2, 1, 0];

/** Where red, green and blue stand within a color. */
type Channels = [red: number, green: number, blue: number];

interface Header {
  width: number;
  height: number;
  topDown: boolean;
  bits: number;
  /** Where the pixels start in the file. */
  pixels: number;
  paletteStart: number;
  paletteEntry: number;
  channels: Channels;
}

/**
 * Decodes an uncompressed BMP with 1, 4, 8, 24 or 32 bits per pixel, bottom-up or top-down; of 32 bits also where bit
 * fields say which byte is which color.
 * Microsoft, "Bitmap Storage", Windows GDI.
 */
export function decodeBmp(bytes: Uint8Array): Pixels {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = readHeader(view);
  checkSize(header.width, header.height);
  const rowLength = Math.ceil((header.width * header.bits) / 32) * 4;
  if (header.pixels + rowLength * header.height > bytes.length) throw undecodable('BMP');
  const out = blank(header.width, header.height);
  const [red, green, blue] = header.channels;
  const colorAt = header.bits <= 8 ? paletteReader(bytes, header) : pixelReader(header);
  for (let y = 0, to = 0; y < header.height; y++) {
    const row = header.pixels + rowLength * (header.topDown ? y : header.height - 1 - y);
    for (let x = 0; x < header.width; x++, to += 4) {
      const at = colorAt(row, x);
      out.data[to] = bytes[at + red] ?? 0;
      out.data[to + 1] = bytes[at + green] ?? 0;
      out.data[to + 2] = bytes[at + blue] ?? 0;
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
    const [bits, channels] = [bitsOf(view, 24), BLUE_GREEN_RED];
    return { width, height, topDown: false, bits, pixels, paletteStart, paletteEntry: 3, channels };
  }
  if (size < 40 || view.byteLength < FILE_HEADER + 40) throw undecodable('BMP');
  const [width, height] = [view.getInt32(18, true), view.getInt32(22, true)];
  const [bits, compression] = [bitsOf(view, 28), view.getUint32(30, true)];
  if (compression !== UNCOMPRESSED && !(compression === BITFIELDS && bits === 32)) throw undecodable('BMP');
  return {
    width,
    height: Math.abs(height),
    topDown: height < 0,
    bits,
    pixels,
    paletteStart,
    paletteEntry: 4,
    channels: compression === BITFIELDS ? channelsOf(view) : BLUE_GREEN_RED,
  };
}

/** Mostly the usual order, but some programs put the unused byte first, or red. */
function channelsOf(view: DataView): Channels {
  const [red = -1, green = -1, blue = -1] = [MASKS, MASKS + 4, MASKS + 8].map((at) =>
    at + 4 <= view.byteLength ? BYTE_MASKS.indexOf(view.getUint32(at, true)) : -1,
  );
  if (red < 0 || green < 0 || blue < 0) throw undecodable('BMP');
  return [red, green, blue];
}

function bitsOf(view: DataView, at: number): number {
  const bits = view.getUint16(at, true);
  if (![1, 4, 8, 24, 32].includes(bits)) throw undecodable('BMP');
  return bits;
}

/** Where in the file the color of pixel `x` of the row at `row` stands. */
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
