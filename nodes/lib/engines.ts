import { withCrop } from './cropped';
import type { Downloader } from './download/downloader';
import { createEdgeReader } from './edge/edge-reader';
import { withFallback } from './fallback';
import { createHuaweiReader, type Surroundings } from './huawei/huawei-reader';
import type { Reader } from './reader';
import type { ServiceSettings } from './service-settings';

export interface EngineSurroundings extends Surroundings {
  /** Fetches pictures of URLs for the embedded reader's turn; missing: URLs stay with the service. */
  downloader?: Downloader;
}

/**
 * Builds the reader that the settings ask for. Nothing is connected or loaded before its first picture.
 * Throws `BAD_CONFIG` where the surroundings do not fit.
 */
export function createReader(settings: ServiceSettings, around: EngineSurroundings = {}): Reader {
  const { alphabet, concurrency } = settings;
  if (settings.engine === 'edge') return createEdgeReader({ threads: concurrency, alphabet });
  const service = withCrop(createHuaweiReader(settings, around));
  if (!settings.fallback) return service;
  const { downloader } = around;
  return withFallback(
    service,
    () => createEdgeReader({ threads: 1, alphabet }),
    downloader && ((url, signal) => downloader.fetch({ url, from: 'message' }, signal)),
  );
}
