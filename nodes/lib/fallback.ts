import { setMaxListeners } from 'node:events';
import { followed } from './clock';
import type { Crop } from './crop';
import { deadlineOf, TimedWork } from './deadline';
import { type Category, PlateError, ServiceClosed } from './errors';
import { type Download, type Fetched, fetchHere } from './fetch-here';
import type { Picture } from './picture';
import type { Reader, Reading } from './reader';

/** The part of a message's time that the service gets; the embedded reader gets the rest. */
const SERVICE_SHARE = 0.6;

/** The service is out of reach, or will not serve: the picture and the account are not to blame. */
const STEPS_IN: readonly Category[] = ['network', 'timeout', 'service', 'quota'];

/**
 * The service's reader, behind which the embedded one steps in. That is opened when it is first needed.
 * @param download fetches the picture of a URL for it; missing: URLs stay with the service
 */
export function withFallback(service: Reader, openEdge: () => Reader, download?: Download): Reader {
  let edge: Reader | undefined;
  const closing = new AbortController();
  // One listener for each download, and there may be many.
  setMaxListeners(0, closing.signal);

  async function readLocally(
    picture: Picture,
    why: PlateError,
    signal: AbortSignal,
    crop: Crop | undefined,
  ): Promise<Reading> {
    const fetched = picture.kind === 'url' ? await fetchOrRethrow(picture.url, why, signal) : undefined;
    // One that is opened after the end would never be closed.
    if (closing.signal.aborted) throw why;
    edge ??= openEdge();
    const reading = await edge.read(fetched?.picture ?? picture, signal, crop).catch((error: unknown) => {
      if (!(error instanceof PlateError)) throw error;
      // Too slow to help is no outcome of its own.
      throw signal.aborted && error === signal.reason ? why : error.with({ attempts: why.attempts });
    });
    return {
      ...reading,
      attempts: why.attempts,
      fallback: why.code,
      ...(fetched && { downloaded: fetched.downloaded }),
    };
  }

  async function fetchOrRethrow(url: string, why: PlateError, signal: AbortSignal): Promise<Fetched> {
    if (!download || closing.signal.aborted) throw why;
    const stop = followed(signal, closing.signal);
    try {
      return await fetchHere(download, url, stop.signal);
    } catch (error) {
      // The failed download would hide why it was tried at all.
      throw error === signal.reason && !(error instanceof PlateError) ? error : why;
    } finally {
      stop.forget();
    }
  }

  return {
    async read(picture, signal, crop) {
      try {
        return await readInTime(service, picture, signal, crop);
      } catch (error) {
        const steps = error instanceof PlateError && STEPS_IN.includes(error.category) && !signal.aborted;
        if (!steps) throw error;
        return readLocally(picture, error, signal, crop);
      }
    },
    async close() {
      closing.abort(new ServiceClosed());
      await Promise.all([service.close(), edge?.close()]);
    },
  };
}

/** A reading by the service, within its share of the time. */
async function readInTime(
  service: Reader,
  picture: Picture,
  signal: AbortSignal,
  crop: Crop | undefined,
): Promise<Reading> {
  const left = deadlineOf(signal) - performance.now();
  if (left === Number.POSITIVE_INFINITY) return service.read(picture, signal, crop);
  const share = SERVICE_SHARE * left;
  const work = new TimedWork(share, () => tooLate(share));
  const follow = () => work.abort(signal.reason);
  signal.addEventListener('abort', follow, { once: true });
  if (signal.aborted) follow();
  try {
    return await service.read(picture, work.signal, crop);
  } finally {
    signal.removeEventListener('abort', follow);
    work.end();
  }
}

function tooLate(share: number): PlateError {
  const message = `The service had no answer within ${(share / 1000).toFixed(1)} s.`;
  return new PlateError('TIMEOUT', 'timeout', message, { retryable: true });
}
