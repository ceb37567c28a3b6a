import { isWholeJpeg } from '../jpeg-segments';
import { isBrokenOff } from './trouble';

/** ms without a byte after which a camera is not expected to send more, if what it has sent is a whole picture. */
const SILENCE = 500;

/**
 * The parts of a body, as they come. Some cameras announce no length and leave the connection open, or announce too
 * much: then a JPEG that has come to its own end is all there is, as soon as nothing follows it or the camera hangs up.
 */
export async function* partsOfPicture(
  body: AsyncIterable<Uint8Array>,
  soFar: () => Uint8Array,
): AsyncGenerator<Uint8Array, void, undefined> {
  const parts = body[Symbol.asyncIterator]();
  for (;;) {
    const coming = parts.next();
    try {
      if (!(await comesSoon(coming)) && isWholeJpeg(soFar())) return;
      const { done, value } = await coming;
      if (done) return;
      yield value;
    } catch (error) {
      if (isBrokenOff(error) && isWholeJpeg(soFar())) return;
      throw error;
    }
  }
}

async function comesSoon(coming: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), SILENCE);
  });
  try {
    return await Promise.race([coming.then(() => true), silence]);
  } finally {
    clearTimeout(timer);
  }
}
