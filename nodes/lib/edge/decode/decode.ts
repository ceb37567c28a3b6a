import { PlateError } from '../../errors';
import type { PictureFormat } from '../../picture-header';
import type { Pixels } from '../pixels';
import { decodeBmp } from './bmp';
import { orientationOf } from './exif';
import { decodeJpeg } from './jpeg';
import { turnUpright } from './orientation';
import { decodePng } from './png';
import { decodeTiff } from './tiff';
import { checkSize, undecodable } from './undecodable';

/** A picture as it arrived, its header already checked. */
export interface Encoded {
  bytes: Uint8Array;
  format: PictureFormat;
  width: number;
  height: number;
}

/**
 * Decodes a picture and turns it upright as its Exif orientation says, like every viewer shows it.
 * Rejects with `BAD_FORMAT` if it cannot be decoded, with `BAD_SIZE` if it would take too much memory, and with
 * `UNEXPECTED` if the decoder itself cannot be loaded or gets no memory.
 */
export async function decodePicture({ bytes, format, width, height }: Encoded): Promise<Pixels> {
  checkSize(width, height);
  try {
    return turnUpright(await DECODERS[format](bytes), orientationOf(bytes, format));
  } catch (error) {
    throw error instanceof PlateError ? error : undecodable(format.toUpperCase(), error);
  }
}

const DECODERS: Record<PictureFormat, (bytes: Uint8Array) => Pixels | Promise<Pixels>> = {
  jpeg: decodeJpeg,
  png: decodePng,
  bmp: decodeBmp,
  tiff: decodeTiff,
};
