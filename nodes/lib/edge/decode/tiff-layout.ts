import { one, Tag, type Tags } from './tiff-tags';
import { checkSize, MAX_PIXELS, undecodable } from './undecodable';

const SEPARATE_PLANES = 2;
/** Bits of one pixel in a block of the largest size: four samples of 16. */
const MOST_BITS = 64;

export interface Layout {
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
export interface Block {
  x: number;
  y: number;
  width: number;
  height: number;
  /** The rows of each block but perhaps the last, which may have them as well. */
  fullHeight: number;
  /** The one sample of each pixel that is in it, where planes are apart. */
  plane: number | undefined;
  samples: number;
  packed: Uint8Array;
}

export function layoutOf(tags: Tags, littleEndian: boolean): Layout {
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

export function blocksOf(bytes: Uint8Array, tags: Tags, layout: Layout): Block[] {
  const tiled = tags.has(Tag.tileOffsets);
  const width = tiled ? one(tags, Tag.tileWidth, 0) : layout.width;
  const rows = tiled
    ? one(tags, Tag.tileHeight, 0)
    : Math.min(one(tags, Tag.rowsPerStrip, layout.height), layout.height);
  if (width < 1 || rows < 1) throw undecodable('TIFF');
  checkSize(width, rows);
  const across = Math.ceil(layout.width / width);
  const perPlane = across * Math.ceil(layout.height / rows);
  checkBlocks(perPlane, width * rows, layout);
  const offsets = tags.get(tiled ? Tag.tileOffsets : Tag.stripOffsets) ?? [];
  const counts = tags.get(tiled ? Tag.tileCounts : Tag.stripCounts) ?? [];
  const apart = layout.samples > 1 && one(tags, Tag.planar, 1) === SEPARATE_PLANES;
  return offsets.slice(0, perPlane * (apart ? layout.samples : 1)).map((offset, index) => {
    const y = Math.floor((index % perPlane) / across) * rows;
    return {
      x: (index % across) * width,
      y,
      width,
      height: tiled ? rows : Math.min(rows, layout.height - y),
      fullHeight: rows,
      plane: apart ? Math.floor(index / perPlane) : undefined,
      samples: apart ? 1 : layout.samples,
      packed: bytes.subarray(offset, offset + (counts[index] ?? bytes.length)),
    };
  });
}

/** Blocks may reach beyond the picture, but not so far that a few KB take minutes or GBs to unpack. */
function checkBlocks(count: number, pixels: number, { samples, bits }: Layout): void {
  const isTooMuch = count * pixels > 2 * MAX_PIXELS || pixels * samples * bits > MOST_BITS * MAX_PIXELS;
  if (isTooMuch) throw undecodable('TIFF');
}
