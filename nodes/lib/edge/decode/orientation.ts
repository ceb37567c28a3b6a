import { blank, type Pixels } from '../pixels';

/**
 * How a stored picture has to be turned to stand upright: 1 to 8, as in tag 0x0112 of TIFF 6.0 and Exif 2.32.
 * 1 is upright; 2 to 4 mirror or turn upside down; 5 to 8 swap the sides.
 */
export type Orientation = number;

export const UPRIGHT: Orientation = 1;

function swapsSides(orientation: Orientation): boolean {
  return orientation >= 5 && orientation <= 8;
}

/** Turns the pixels upright; a value outside 1 to 8 leaves them as they are. */
export function turnUpright(picture: Pixels, orientation: Orientation): Pixels {
  if (!(orientation >= 2 && orientation <= 8)) return picture;
  const { width, height } = picture;
  const out = swapsSides(orientation) ? blank(height, width) : blank(width, height);
  const from = new Uint32Array(picture.data.buffer, picture.data.byteOffset, width * height);
  const to = new Uint32Array(out.data.buffer, out.data.byteOffset, width * height);
  const { start, perColumn, perRow } = walk(orientation, width, height);
  for (let y = 0, i = 0; y < out.height; y++) {
    let source = start + y * perRow;
    for (let x = 0; x < out.width; x++, i++, source += perColumn) to[i] = from[source] ?? 0;
  }
  return out;
}

/** Where the upright picture's first pixel is stored, and how far its next column and row are from it. */
function walk(orientation: Orientation, width: number, height: number) {
  const [right, bottom] = [width - 1, (height - 1) * width];
  switch (orientation) {
    case 2:
      return { start: right, perColumn: -1, perRow: width };
    case 3:
      return { start: right + bottom, perColumn: -1, perRow: -width };
    case 4:
      return { start: bottom, perColumn: 1, perRow: -width };
    case 5:
      return { start: 0, perColumn: width, perRow: 1 };
    case 6:
      return { start: bottom, perColumn: -width, perRow: 1 };
    case 7:
      return { start: right + bottom, perColumn: -width, perRow: -1 };
    default:
      return { start: right, perColumn: width, perRow: -1 };
  }
}
