import { type Crop, requireBytes, WHOLE } from './crop';
import { orientationOf } from './edge/decode/exif';
import { UPRIGHT } from './edge/decode/orientation';
import { cropPicture } from './edge/edge-reader';
import type { Picture } from './picture';
import type { Corner, Plate } from './plate';
import type { Reader } from './reader';

/**
 * A reader that is sent the part of a picture that matters, as an upright JPEG, with corners that come back in pixels
 * of the full picture. Without a crop the picture is sent as it is, unless its Exif orientation says that it lies on
 * its side: whether the service heeds that is not documented, and the embedded reader does.
 */
export function withCrop(reader: Reader): Reader {
  return {
    async read(picture, signal, crop?: Crop) {
      if (!crop) return reader.read(isUpright(picture) ? picture : await turned(picture, signal), signal);
      requireBytes(picture);
      const { picture: part, offset } = await cropPicture(picture, crop, signal);
      const reading = await reader.read(part, signal);
      return { ...reading, plates: reading.plates.map((plate) => shifted(plate, offset)) };
    },
    close: () => reader.close(),
  };
}

function isUpright(picture: Picture): boolean {
  return picture.kind === 'url' || orientationOf(picture.bytes, picture.format) === UPRIGHT;
}

async function turned(picture: Picture, signal: AbortSignal): Promise<Picture> {
  requireBytes(picture);
  try {
    return (await cropPicture(picture, WHOLE, signal)).picture;
  } catch {
    // What is too large or unusual to be turned here may still be read there.
    signal.throwIfAborted();
    return picture;
  }
}

function shifted(plate: Plate, [dx, dy]: Corner): Plate {
  return { ...plate, plate_location: plate.plate_location.map(([x, y]) => [x + dx, y + dy]) };
}
