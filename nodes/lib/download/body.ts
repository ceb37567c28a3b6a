import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { PlateError } from '../errors';
import { HINTS } from '../hints';
import { MAX_BYTES, type PictureBytes, pictureFromBytes } from '../picture';
import { beginsAsPicture, type Source } from './begins-as-picture';
import { headerOf } from './headers';
import { downloadFailed, nameOf } from './trouble';
import { partsOfPicture } from './whole-picture';

type Decoder = () => NodeJS.ReadWriteStream;
/** Asked for or not, some servers compress. */
const DECODERS: Record<string, Decoder> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/**
 * Reads an answer's body as a picture. Stops as soon as it is too large, by its announced or its real length, or
 * begins as no picture does. Throws `DOWNLOAD_FAILED`, `BAD_FORMAT`, `BAD_SIZE`, or what the connection died of.
 */
export async function readPicture(response: Dispatcher.ResponseData, url: URL): Promise<PictureBytes> {
  const { statusCode } = response;
  const announced = Number(headerOf(response, 'content-length'));
  if (announced > MAX_BYTES) throw tooLarge(url, statusCode);
  const encoding = headerOf(response, 'content-encoding')?.trim().toLowerCase() ?? '';
  const decoder = Object.hasOwn(DECODERS, encoding) ? DECODERS[encoding] : undefined;
  const isEncoded = encoding !== '' && encoding !== 'identity' && !decoder;
  const source: Source = { url, statusCode, isEncoded };
  const parts: Uint8Array[] = [];
  let length = 0;
  let begun = false;
  const body = decoder ? decoded(response, decoder) : response.body;
  for await (const part of partsOfPicture(body, () => Buffer.concat(parts, length))) {
    length += part.length;
    if (length > MAX_BYTES) throw tooLarge(url, statusCode);
    parts.push(part);
    if (!begun) begun = beginsAsPicture(first(parts, length), false, source);
  }
  if (length === 0) {
    // Some cameras do so while they start, or while somebody else has the picture.
    const message = `${nameOf(url)} answered ${statusCode}, but without a picture.`;
    throw downloadFailed(message, { statusCode, retryable: true });
  }
  const bytes = Buffer.concat(parts, length);
  beginsAsPicture(bytes, true, source);
  return pictureFromBytes(bytes);
}

function decoded({ body }: Dispatcher.ResponseData, decoder: Decoder): AsyncIterable<Uint8Array> {
  // The reader below sees the error of whichever broke; here is nothing left to do.
  return pipeline(body as Readable, decoder(), () => {}) as unknown as AsyncIterable<Uint8Array>;
}

/** The parts as one, while they are few and small. */
function first(parts: Uint8Array[], length: number): Uint8Array {
  return parts.length === 1 ? (parts[0] ?? new Uint8Array()) : Buffer.concat(parts, length);
}

function tooLarge(url: URL, statusCode: number): PlateError {
  const message = `What ${nameOf(url)} sends is too large: more than ${MAX_BYTES / 1e6} MB.`;
  return downloadFailed(message, { statusCode, hint: HINTS.BAD_SIZE });
}
