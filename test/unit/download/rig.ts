import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import {
  createDownloader,
  type Downloader,
  type DownloaderOptions,
  type DownloadRequest,
} from '#nodes/lib/download/downloader';
import { PlateError } from '#nodes/lib/errors';
import type { Hint } from '#nodes/lib/hints';
import type { PictureBytes } from '#nodes/lib/picture';
import { Camera, type Handler, sendJpeg } from './camera';

/** The downloaders and servers of one test. */
export class Rig {
  readonly #closables: { close(): Promise<void> }[] = [];

  downloader(options: Partial<DownloaderOptions> = {}): Downloader {
    return this.keep(createDownloader({ allowPrivate: false, ...options }));
  }

  async camera(handler: Handler = sendJpeg, scheme: 'http' | 'https' = 'http'): Promise<Camera> {
    return this.keep(await Camera[scheme](handler));
  }

  async saying(answer: string | Buffer, end = true): Promise<Camera> {
    return this.keep(await Camera.saying(answer, end));
  }

  keep<T extends { close(): Promise<void> }>(closable: T): T {
    this.#closables.push(closable);
    return closable;
  }

  async close(): Promise<void> {
    await Promise.all(this.#closables.splice(0).map((closable) => closable.close()));
  }
}

/** Fetches without a deadline. */
export function fetchFrom(
  downloader: Downloader,
  url: string,
  from: DownloadRequest['from'] = 'node',
): Promise<PictureBytes> {
  return downloader.fetch({ url, from }, new AbortController().signal);
}

/** Fetches from a camera that answers 200 with these headers and bytes. */
export async function fetchAnswer(
  rig: Rig,
  body: Buffer | string,
  headers: Record<string, string> = {},
): Promise<PictureBytes> {
  const camera = await rig.camera((_request, response) => response.writeHead(200, headers).end(body));
  return fetchFrom(rig.downloader(), camera.origin);
}

export async function failureOf(promise: Promise<unknown>): Promise<PlateError> {
  const error: unknown = await promise.then(
    () => assert.fail('expected a failure'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof PlateError, inspect(error));
  return error;
}

/** What a failure looks like to a flow: category, code and whether to try again; words by pattern. */
export async function assertFails(
  promise: Promise<unknown>,
  expected: { code?: string; message: RegExp; retryable?: boolean; statusCode?: number; hint?: Hint },
): Promise<void> {
  const { code, category, retryable, statusCode, message, hint } = await failureOf(promise);
  assert.match(message, expected.message);
  assert.deepEqual(
    { code, category, retryable, statusCode },
    {
      code: expected.code ?? 'DOWNLOAD_FAILED',
      category: 'input',
      retryable: expected.retryable ?? false,
      statusCode: expected.statusCode,
    },
  );
  assert.ok(hint?.['en-US'] && hint['zh-CN']);
  if (expected.hint) assert.equal(hint, expected.hint);
}
