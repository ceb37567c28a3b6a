import { Settings } from './settings';
import type { Overflow } from './waiting-room';

export type ImageType = 'msg' | 'flow' | 'global' | 'str';

export interface RecognizeSettings {
  /** Where the picture is: a property of `imageType`, or a fixed URL. */
  image: string;
  imageType: ImageType;
  /** Milliseconds from leaving the waiting room to the answer. */
  timeout: number;
  /** Messages that may wait. */
  waiting: number;
  overflow: Overflow;
  minConfidence: number;
  keepImage: boolean;
  showPlate: boolean;
}

/** The one parser of a saved `license-plate` node. Throws `NOT_CONFIGURED` or `BAD_CONFIG` naming the field. */
export function parseRecognizeSettings(saved: Readonly<Record<string, unknown>>): RecognizeSettings {
  const settings = new Settings('license-plate', saved);
  settings.refuseUnlessDefault({ download: 'service', allowPrivate: false, tls: '', crop: '' });
  return {
    image: settings.text('image', 'payload'),
    imageType: settings.choice('imageType', ['msg', 'flow', 'global', 'str'], 'msg'),
    timeout: settings.number('timeout', 10, { min: 0.1, max: 600 }) * 1000,
    waiting: settings.number('waiting', 100, { min: 0, max: 100_000, whole: true }),
    overflow: settings.choice('overflow', ['reject', 'oldest'], 'reject'),
    minConfidence: settings.number('minConfidence', 0, { min: 0, max: 1 }),
    keepImage: settings.flag('keepImage', true),
    showPlate: settings.flag('showPlate', false),
  };
}
