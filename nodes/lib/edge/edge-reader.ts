import type { Crop } from '../crop';
import { PlateError } from '../errors';
import type { PictureBytes } from '../picture';
import type { Corner } from '../plate';
import type { Reader } from '../reader';
import type { Encoded } from './decode/decode';
import { holdSharedPool } from './shared-pool';
import type { Alphabet } from './tasks';

export type { Alphabet } from './tasks';

export interface EdgeReaderOptions {
  /** Pictures read at once, each in a worker thread of its own. */
  threads: number;
  alphabet: Alphabet;
}

/**
 * The reader that needs no account and no network. Nothing is loaded before the first reading; all embedded readers
 * of a process share their workers and one copy of the model.
 *
 * Corners are in pixels of the upright picture: where Exif states an orientation, as every viewer turns it.
 * `read` rejects with `BAD_FORMAT`, `BAD_SIZE`, `UNEXPECTED`, or the signal's reason.
 */
export function createEdgeReader({ threads, alphabet }: EdgeReaderOptions): Reader {
  const share = holdSharedPool(threads);
  const closing = new AbortController();
  return {
    async read(picture, signal, crop) {
      if (picture.kind !== 'bytes')
        throw new PlateError('BAD_INPUT', 'input', 'The embedded reader takes no URL');
      const stop = AbortSignal.any([signal, closing.signal]);
      stop.throwIfAborted();
      const models = await share.models();
      const task = {
        kind: 'read' as const,
        models,
        picture: copyOf(picture),
        alphabet,
        ...(crop && { crop }),
      };
      return { engine: 'edge', plates: await share.pool.run(task, stop), attempts: 1 };
    },
    async close() {
      closing.abort(new PlateError('UNEXPECTED', 'internal', 'The embedded reader was closed'));
      await share.release();
    },
  };
}

export interface CroppedPicture {
  /** The part as an upright JPEG of quality 92. */
  picture: PictureBytes;
  /** Where its top left pixel lies in the upright full picture: add it to corners to get them in the full picture. */
  offset: Corner;
}

/** How long the cropping worker waits for the next picture, in ms. */
const LINGER = 30_000;

/** Cuts out a part of a picture in a worker thread, for an engine that has to be sent less. Loads no model. */
export async function cropPicture(
  picture: PictureBytes,
  crop: Crop,
  signal: AbortSignal,
): Promise<CroppedPicture> {
  const share = holdSharedPool(1);
  try {
    const cropped = await share.pool.run({ kind: 'crop', picture: copyOf(picture), crop }, signal);
    return { picture: { kind: 'bytes', ...cropped.picture }, offset: cropped.offset };
  } finally {
    // Starting a worker takes longer than cropping, so the next picture should find it still there.
    setTimeout(() => void share.release(), LINGER).unref();
  }
}

/** The bytes in memory of their own, which can be handed to a worker; the caller's are never touched. */
function copyOf({ bytes, format, width, height }: PictureBytes): Encoded {
  return { bytes: Uint8Array.from(bytes), format, width, height };
}
