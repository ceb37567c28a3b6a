import { setMaxListeners } from 'node:events';
import { followed } from '../clock';
import type { Crop } from '../crop';
import { PlateError, ServiceClosed } from '../errors';
import { type PictureBytes, pictureFromBytes } from '../picture';
import type { Corner } from '../plate';
import type { Reader } from '../reader';
import type { Encoded } from './decode/decode';
import { sharedProcess } from './shared-process';
import type { Alphabet } from './tasks';

export interface EdgeReaderOptions {
  /** Pictures read at once, each in a thread of the reader's process. */
  threads: number;
  alphabet: Alphabet;
}

/**
 * The reader that needs no account and no network. Nothing is loaded before the first reading; all embedded readers
 * of a Node-RED share one process and its threads, each of which loads the networks once.
 *
 * Corners are in pixels of the upright picture: where Exif states an orientation, as every viewer turns it.
 * `read` rejects with `BAD_FORMAT`, `BAD_SIZE`, `UNEXPECTED`, or the signal's reason.
 */
export function createEdgeReader({ threads, alphabet }: EdgeReaderOptions): Reader {
  const share = sharedProcess.hold(threads);
  const closing = new AbortController();
  // One listener for each reading, and there may be many.
  setMaxListeners(0, closing.signal);
  return {
    async read(picture, signal, crop) {
      if (picture.kind !== 'bytes')
        throw new PlateError('BAD_INPUT', 'input', 'The embedded reader takes no URL');
      const stop = followed(signal, closing.signal);
      const task = { kind: 'read' as const, picture: encoded(picture), alphabet, ...(crop && { crop }) };
      try {
        return { engine: 'edge', plates: await share.process.run(task, stop.signal), attempts: 1 };
      } finally {
        stop.forget();
      }
    },
    async close() {
      closing.abort(new ServiceClosed());
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

/** How long the process waits for the next picture, in ms. */
const LINGER = 30_000;

/**
 * Cuts out a part of a picture in the reader's process, for an engine that has to be sent less. Loads no model.
 * Rejects with `BAD_FORMAT`, `BAD_SIZE` (also where the part as a JPEG is too small or heavy), `UNEXPECTED`, or the
 * signal's reason.
 */
export async function cropPicture(
  picture: PictureBytes,
  crop: Crop,
  signal: AbortSignal,
): Promise<CroppedPicture> {
  const share = sharedProcess.hold(1);
  try {
    const cropped = await share.process.run({ kind: 'crop', picture: encoded(picture), crop }, signal);
    return { picture: pictureFromBytes(cropped.bytes, 'The part that matters'), offset: cropped.offset };
  } finally {
    // Starting one takes longer than cropping, so the next picture should find it still there.
    setTimeout(() => share.release().catch(() => {}), LINGER).unref();
  }
}

function encoded({ bytes, format, width, height }: PictureBytes): Encoded {
  return { bytes, format, width, height };
}
