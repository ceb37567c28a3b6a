import { PlateError } from '../../errors';

/** Pixels a picture may have: 6000 × 4000. A decoded pixel takes 4 bytes, twice while the decoder hands it over. */
export const MAX_PIXELS = 24_000_000;

/** So say V8 and the JPEG decoder, which for a damaged picture exits instead. */
const NO_MEMORY = /allocation failed|out of memory|^Aborted\(/i;

/** `BAD_FORMAT`, unless the cause tells that no picture is to blame but want of memory. */
export function undecodable(format: string, cause?: unknown): PlateError {
  if (cause instanceof Error && NO_MEMORY.test(cause.message)) {
    return new PlateError('UNEXPECTED', 'internal', `Out of memory while a ${format} was decoded.`, {
      cause,
    });
  }
  return new PlateError('BAD_FORMAT', 'input', `The ${format} picture is damaged or of an unusual kind.`, {
    cause,
  });
}

/** Stops decompression bombs: called with the sides in the header, before any pixel is decoded. */
export function checkSize(width: number, height: number): void {
  if (width > 0 && height > 0 && width * height <= MAX_PIXELS) return;
  const limit = MAX_PIXELS / 1e6;
  const message = `The picture has ${width} × ${height} pixels; at most ${limit} megapixels can be decoded on this machine.`;
  throw new PlateError('BAD_SIZE', 'input', message);
}
