import { type Crop, WHOLE } from '../crop';
import type { Corner, Plate } from '../plate';
import { collectGarbage } from './collect-garbage';
import { cropRectangle } from './crop';
import { decodePicture, type Encoded } from './decode/decode';
import { LARGE_PIXELS } from './decode/jpeg';
import { clamp, cropPixels, type Pixels, resize } from './pixels';

/** What is looked at of an upright picture: all of it or a part, as it is or made smaller. */
export interface View {
  pixels: Pixels;
  /** Where the top left pixel lies in the upright full picture. */
  offset: Corner;
  /** Pixels of the full picture that the view shows, to the right and down. */
  extent: [number, number];
}

/**
 * A large picture takes so much memory that what is left of it, and of those before, is collected at once.
 * @param mostPixels a view with more is made smaller
 */
export async function openView(
  picture: Encoded,
  crop: Crop = WHOLE,
  mostPixels = Number.POSITIVE_INFINITY,
): Promise<View> {
  const collect = picture.width * picture.height > LARGE_PIXELS ? collectGarbage : () => {};
  collect();
  const view = await decodeView(picture, crop, mostPixels, collect);
  collect();
  return view;
}

async function decodeView(
  picture: Encoded,
  crop: Crop,
  mostPixels: number,
  collect: () => void,
): Promise<View> {
  const full = await decodePicture(picture);
  collect();
  const part = cropRectangle(crop, full.width, full.height);
  const isWhole = part.width === full.width && part.height === full.height;
  return {
    pixels: shrink(isWhole ? full : cropPixels(full, part), mostPixels),
    offset: [part.x, part.y],
    extent: [part.width, part.height],
  };
}

function shrink(picture: Pixels, mostPixels: number): Pixels {
  const ratio = Math.sqrt(mostPixels / (picture.width * picture.height));
  if (ratio >= 1) return picture;
  return resize(picture, Math.floor(picture.width * ratio), Math.floor(picture.height * ratio));
}

/** The plate with its corners in the full picture. */
export function inFullPicture(plate: Plate, { pixels, offset, extent }: View): Plate {
  const inExtent = (position: number, side: number, length: number) =>
    clamp(Math.round(((position + 0.5) * length) / side - 0.5), 0, length - 1);
  return {
    ...plate,
    plate_location: plate.plate_location.map(
      ([x, y]): Corner => [
        offset[0] + inExtent(x, pixels.width, extent[0]),
        offset[1] + inExtent(y, pixels.height, extent[1]),
      ],
    ),
  };
}
