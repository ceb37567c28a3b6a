import { PlateError } from './errors';
import { HINTS, type Hint } from './hints';
import { isWholeJpeg } from './jpeg-segments';
import type { Picture } from './picture';
import type { Engine } from './reader';

export function busy(): PlateError {
  return new PlateError('BUSY', 'busy', 'No room to wait: pictures come faster than they are read.', {
    retryable: true,
  });
}

export function superseded(): PlateError {
  return new PlateError('SUPERSEDED', 'busy', 'A newer picture came before this one was read.');
}

/** `camera`: the host whose picture had not come yet; missing where nothing was to be fetched, or it had. */
export function tooLate(timeout: number, engine: Engine, camera: string | undefined): PlateError {
  const late = (message: string, hint?: Hint) =>
    new PlateError('TIMEOUT', 'timeout', `${message} within ${timeout / 1000} s.`, {
      retryable: true,
      ...(hint && { hint }),
    });
  if (camera !== undefined) return late(`No picture came from ${camera}`, HINTS.DOWNLOAD_FAILED);
  return engine === 'edge'
    ? late('The embedded reader was not done', HINTS['slow-reader'])
    : late('No answer');
}

export function notFetchedHere(): PlateError {
  const message = 'The embedded reader reads pictures, not their URLs.';
  return new PlateError('BAD_INPUT', 'input', message, { hint: HINTS['fetch-here'] });
}

/** That half a picture shows no plate is not the camera's fault: it was taken from a file before that was written. */
export function explained(error: unknown, picture: Picture): unknown {
  const isAboutPlate = error instanceof PlateError && error.category === 'no-plate';
  if (!isAboutPlate || picture.kind === 'url' || picture.format !== 'jpeg') return error;
  return isWholeJpeg(picture.bytes) ? error : error.with({ hint: HINTS['half-picture'] });
}
