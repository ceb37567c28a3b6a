import type { PictureFormat } from './picture';

export interface PictureHeader {
  format: PictureFormat;
  /** Pixels as stored; `undefined` where the header ends or lies before it names them. */
  size: { width: number; height: number } | undefined;
}

/**
 * What the first bytes say: format by magic number, sides from the header. Nothing is decoded, and the work is
 * bounded whatever the bytes are (image-size walks an 8 MB JPEG of noise byte by byte, which stops the event loop).
 * `undefined` where no supported format begins so.
 */
export function readHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [format, { starts, size }] of FORMATS) {
    if (starts.some((magic) => magic.every((byte, i) => bytes[i] === byte))) {
      return { format, size: within(view, size) };
    }
  }
  return undefined;
}

type Size = { width: number; height: number };
interface Format {
  starts: number[][];
  size: (view: DataView) => Size | undefined;
}

const FORMATS = Object.entries({
  jpeg: { starts: [[0xff, 0xd8, 0xff]], size: jpegSize },
  png: { starts: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]], size: pngSize },
  bmp: { starts: [[0x42, 0x4d]], size: bmpSize },
  tiff: {
    starts: [
      [0x49, 0x49, 0x2a, 0x00],
      [0x4d, 0x4d, 0x00, 0x2a],
    ],
    size: tiffSize,
  },
} satisfies Record<PictureFormat, Format>) as [PictureFormat, Format][];

/** A DataView throws where the bytes end: a truncated header is a picture without a size. */
function within(view: DataView, size: (view: DataView) => Size | undefined): Size | undefined {
  try {
    return size(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** ITU-T T.81, annex B: segments until the frame header (SOF0–15, which DHT, JPG and DAC are not). */
function jpegSize(view: DataView): Size | undefined {
  let at = 2;
  // Each round passes a segment or a fill byte; real files name their size within a few dozen.
  for (let rounds = 0; rounds < 1024; rounds++) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
    } else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
    } else if (marker === 0x00 || marker === 0xd9 || marker === 0xda) {
      // 0 is no marker: a decoder looks for the next one right behind it, so passing a segment could hide the picture.
      return undefined;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    } else {
      const length = view.getUint16(at + 2);
      if (length < 2) return undefined;
      at += 2 + length;
    }
  }
  return undefined;
}

/** RFC 2083: the IHDR chunk comes first. */
function pngSize(view: DataView): Size | undefined {
  if (view.getUint32(12) !== 0x49484452) return undefined;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Bytes of the headers that follow the file header: core, info, V2 to V5, and the two of OS/2. */
const BMP_HEADERS = [12, 16, 40, 52, 56, 64, 108, 124];

/** BITMAPCOREHEADER (12 bytes) holds 16-bit sides; later headers 32-bit ones, a negative height meaning top-down. */
function bmpSize(view: DataView): Size | undefined {
  const header = view.getUint32(14, true);
  if (!BMP_HEADERS.includes(header)) return undefined;
  if (header === 12) {
    return { width: view.getUint16(18, true), height: view.getUint16(20, true) };
  }
  return { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}

/** TIFF 6.0: tags 256 (width) and 257 (length) of the first image file directory, as SHORT or LONG. */
function tiffSize(view: DataView): Size | undefined {
  const little = view.getUint8(0) === 0x49;
  const directory = view.getUint32(4, little);
  const entries = Math.min(view.getUint16(directory, little), 512);
  const sides = new Map<number, number>();
  for (let i = 0; i < entries && sides.size < 2; i++) {
    const entry = directory + 2 + 12 * i;
    const tag = view.getUint16(entry, little);
    if (tag !== 256 && tag !== 257) continue;
    const short = view.getUint16(entry + 2, little) === 3;
    sides.set(tag, short ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little));
  }
  const width = sides.get(256);
  const height = sides.get(257);
  return width === undefined || height === undefined ? undefined : { width, height };
}
