import { createEdgeReader } from './edge/edge-reader';
import { type Download, withFallback } from './fallback';
import { createHuaweiReader, type Surroundings } from './huawei/huawei-reader';
import type { Reader } from './reader';
import type { ServiceSettings } from './service-settings';

export interface EngineSurroundings extends Surroundings {
  /** Fetches the picture of a URL under the guard, for the embedded reader; missing: URLs stay with the service. */
  download?: Download;
}

/**
 * Builds the reader that the settings ask for. Nothing is connected or loaded before its first picture.
 * Throws `BAD_CONFIG` where the surroundings do not fit.
 */
export function createReader(settings: ServiceSettings, around: EngineSurroundings = {}): Reader {
  const { alphabet, concurrency } = settings;
  if (settings.engine === 'edge') return createEdgeReader({ threads: concurrency, alphabet });
  const service = createHuaweiReader(settings, around);
  if (!settings.fallback) return service;
  return withFallback(service, () => createEdgeReader({ threads: 1, alphabet }), around.download);
}
