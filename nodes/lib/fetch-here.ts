import type { PictureBytes } from './picture';
import type { Reading } from './reader';

/** Fetches the picture of a URL. Rejects with a `PlateError`, or with the signal's reason. */
export type Download = (url: string, signal: AbortSignal) => Promise<PictureBytes>;

/** A picture that was fetched here, and what its reading says about that. */
export interface Fetched {
  picture: PictureBytes;
  downloaded: NonNullable<Reading['downloaded']>;
}

/** Rejects as `download` does. */
export async function fetchHere(download: Download, url: string, signal: AbortSignal): Promise<Fetched> {
  const picture = await download(url, signal);
  return { picture, downloaded: { bytes: picture.bytes, at: Date.now() } };
}
