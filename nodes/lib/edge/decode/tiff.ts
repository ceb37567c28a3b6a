import { blank, type Pixels } from '../pixels';
import { decodeJpeg } from './jpeg';
import { unpack } from './tiff-compression';
import { readTags, Tag, type Tags } from './tiff-tags';
import { checkSize, undecodable } from './undecodable';

const JPEG_COMPRESSION = 7;
const SEPARATE_PLANES = 2;
const HORIZONTAL_PREDICTOR = 2;
const Photometric = { whiteIsZero: 0, rgb: 2, palette: 3, cmyk: 5, yCbCr: 6 } as const;

interface Layout {
  width: number;
  height: number;
  bits: number;
  samples: number;
  photometric: number;
  palette: readonly number[];
  littleEndian: boolean;
  predictor: number;
}

/** Rows of a picture that are stored together: a strip, or a tile. */
interface Block {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The first sample of each pixel that is in it: 0 unless planes are apart. */
  plane: number;
  samples: number;
  packed: Uint8Array;
}

/** Decodes the first page of a TIFF: strips or tiles; 1, 2, 4, 8 or 16 bits; grey, RGB, palette or CMYK. */
export async function decodeTiff(bytes: Uint8Array): Promise<Pixels> {
  const { tags, littleEndian } = readTags(bytes);
  const layout = layoutOf(tags, littleEndian);
  checkSize(layout.width, layout.height);
  const compression = one(tags, Tag.compression, 1);
  const out = blank(layout.width, layout.height);
  for (const block of blocksOf(bytes, tags, layout)) {
    if (compression === JPEG_COMPRESSION) {
      copyPixels(out, block, await decodeJpeg(withTables(block.packed, tags.get(Tag.jpegTables))));
      continue;
    }
    const rowLength = Math.ceil((block.width * block.samples * layout.bits) / 8);
    const raw = unpack(block.packed, compression, rowLength * block.height);
    copySamples(out, block, samplesOf(raw, rowLength, block, layout), layout);
  }
  return out;
}

function layoutOf(tags: Tags, littleEndian: boolean): Layout {
  const layout = {
    width: one(tags, Tag.width, 0),
    height: one(tags, Tag.height, 0),
    bits: one(tags, Tag.bits, 1),
    samples: one(tags, Tag.samples, 1),
    photometric: one(tags, Tag.photometric, 1),
    palette: tags.get(Tag.palette) ?? [],
    littleEndian,
    predictor: one(tags, Tag.predictor, 1),
  };
  if (![1, 2, 4, 8, 16].includes(layout.bits) || layout.samples < 1 || layout.samples > 8)
    throw undecodable('TIFF');
  return layout;
}

function blocksOf(bytes: Uint8Array, tags: Tags, layout: Layout): Block[] {
  const tiled = tags.has(Tag.tileOffsets);
  const width = tiled ? one(tags, Tag.tileWidth, 0) : layout.width;
  const rows = tiled
    ? one(tags, Tag.tileHeight, 0)
    : Math.min(one(tags, Tag.rowsPerStrip, layout.height), layout.height);
  if (width < 1 || rows < 1) throw undecodable('TIFF');
  checkSize(width, rows);
  const offsets = tags.get(tiled ? Tag.tileOffsets : Tag.stripOffsets) ?? [];
  const counts = tags.get(tiled ? Tag.tileCounts : Tag.stripCounts) ?? [];
  const across = Math.ceil(layout.width / width);
  const perPlane = across * Math.ceil(layout.height / rows);
  const apart = one(tags, Tag.planar, 1) === SEPARATE_PLANES;
  return offsets.slice(0, perPlane * (apart ? layout.samples : 1)).map((offset, index) => {
    const y = Math.floor((index % perPlane) / across) * rows;
    return {
      x: (index % across) * width,
      y,
      width,
      height: tiled ? rows : Math.min(rows, layout.height - y),
      plane: Math.floor(index / perPlane),
      samples: apart ? 1 : layout.samples,
      packed: bytes.subarray(offset, offset + (counts[index] ?? bytes.length)),
    };
  });
}

/** The block's samples as 0 to 255, or as indices where there is a palette. */
function samplesOf(raw: Uint8Array, rowLength: number, block: Block, layout: Layout): Uint8Array {
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

function copySamples(out: Pixels, block: Block, samples: Uint8Array, layout: Layout): void {
  const color = colorReader(layout);
  for (let y = 0; y < Math.min(block.height, out.height - block.y); y++) {
    for (let x = 0; x < Math.min(block.width, out.width - block.x); x++) {
      const from = (y * block.width + x) * block.samples;
      const to = ((block.y + y) * out.width + block.x + x) * 4;
      if (block.samples < layout.samples) {
        if (block.plane < 3) out.data[to + block.plane] = samples[from] ?? 0;
      } else color(samples, from, out.data, to);
      out.data[to + 3] = 255;
    }
  }
}

type ColorReader = (samples: Uint8Array, from: number, out: Pixels['data'], to: number) => void;

function colorReader({ photometric, palette, samples: count }: Layout): ColorReader {
  const put = (out: Pixels['data'], to: number, red: number, green: number, blue: number) => {
    out[to] = red;
    out[to + 1] = green;
    out[to + 2] = blue;
  };
  if (photometric === Photometric.palette) {
    const third = palette.length / 3;
    const entry = (index: number) => (palette[index] ?? 0) >> 8;
    return (samples, from, out, to) => {
      const index = samples[from] ?? 0;
      put(out, to, entry(index), entry(index + third), entry(index + 2 * third));
    };
  }
  if (photometric === Photometric.cmyk && count >= 4) {
    return (samples, from, out, to) => {
      const light = 255 - (samples[from + 3] ?? 0);
      const ink = (offset: number) => ((255 - (samples[from + offset] ?? 0)) * light) / 255;
      put(out, to, ink(0), ink(1), ink(2));
    };
  }
  if (photometric === Photometric.yCbCr) throw undecodable('TIFF');
  if (photometric === Photometric.rgb && count >= 3) {
    return (samples, from, out, to) =>
      put(out, to, samples[from] ?? 0, samples[from + 1] ?? 0, samples[from + 2] ?? 0);
  }
  return (samples, from, out, to) => {
    const value = samples[from] ?? 0;
    const grey = photometric === Photometric.whiteIsZero ? 255 - value : value;
    put(out, to, grey, grey, grey);
  };
}

function copyPixels(out: Pixels, { x, y }: Block, block: Pixels): void {
  const length = Math.min(block.width, out.width - x) * 4;
  for (let row = 0; row < Math.min(block.height, out.height - y); row++) {
    const from = row * block.width * 4;
    out.data.set(block.data.subarray(from, from + length), ((y + row) * out.width + x) * 4);
  }
}

/** The blocks of a TIFF share their tables: put back between the start mark and the rest. */
function withTables(packed: Uint8Array, tables: readonly number[] | undefined): Uint8Array {
  if (!tables || tables.length < 4) return packed;
  return Uint8Array.of(...tables.slice(0, -2), ...packed.subarray(2));
}

function one(tags: Tags, tag: number, missing: number): number {
  return tags.get(tag)?.[0] ?? missing;
}
