import { type Crop, requireBytes } from './crop';
import { cropPicture } from './edge/edge-reader';
import type { Corner, Plate } from './plate';
import type { Reader } from './reader';

/**
 * A reader that is sent the part of a picture that matters, as an upright JPEG. Corners come back in pixels of the
 * full picture. Without a crop the picture is sent as it is.
 */
export function withCrop(reader: Reader): Reader {
  return {
    async read(picture, signal, crop?: Crop) {
      if (!crop) return reader.read(picture, signal);
      requireBytes(picture);
      const { picture: part, offset } = await cropPicture(picture, crop, signal);
      const reading = await reader.read(part, signal);
      return { ...reading, plates: reading.plates.map((plate) => shifted(plate, offset)) };
    },
    close: () => reader.close(),
  };
}

function shifted(plate: Plate, [dx, dy]: Corner): Plate {
  return { ...plate, plate_location: plate.plate_location.map(([x, y]) => [x + dx, y + dy]) };
}
