import { createEdgeReader } from './edge/edge-reader';
import { createHuaweiReader } from './huawei/huawei-reader';
import type { Reader } from './reader';
import type { ServiceSettings } from './service-settings';

/** Builds the reader that the settings ask for. Nothing is connected or loaded before its first picture. */
export function createReader(settings: ServiceSettings): Reader {
  if (settings.engine === 'huawei') return createHuaweiReader(settings);
  return createEdgeReader({ threads: settings.concurrency, alphabet: settings.alphabet });
}
