import { type Dispatcher, Pool } from 'undici';
import { HEADERS, PATH, type Target } from './flows';

/** The fastest of 12 to 48 KiB: beyond a third of 128 KiB of text, Node asks the system for memory for each chunk. */
const CHUNK = 24 * 1024;

/** The floor of every streaming node: no checks, no queue, no limits, no status, no clock. Resolves with the plate. */
export function openStream({ origin, concurrency }: Target): {
  read: (picture: Buffer) => Promise<unknown>;
  close: () => Promise<void>;
} {
  const pool = new Pool(origin, { connections: concurrency });
  return {
    async read(picture) {
      const { body } = await pool.request({
        method: 'POST',
        path: PATH,
        headers: { ...HEADERS, 'content-length': String(12 + 4 * Math.ceil(picture.length / 3)) },
        // undici sends any iterable; its types name only streams.
        body: chunksOf(picture) as unknown as NonNullable<Dispatcher.RequestOptions['body']>,
      });
      const { result } = (await body.json()) as { result: unknown[] };
      return result[0];
    },
    close: () => pool.destroy(),
  };
}

function* chunksOf(picture: Buffer): Generator<string> {
  yield '{"image":"';
  for (let at = 0; at < picture.length; at += CHUNK) yield picture.toString('base64', at, at + CHUNK);
  yield '"}';
}
