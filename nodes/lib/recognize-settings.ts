import { type Crop, parseCrop } from './crop';
import { Settings } from './settings';
import type { Overflow } from './waiting-room';

export type ImageType = 'msg' | 'flow' | 'global' | 'str';

export interface RecognizeSettings {
  /** Where the picture is: a property of `imageType`, or a fixed URL. */
  image: string;
  imageType: ImageType;
  /** Who fetches a URL; the embedded reader's are always fetched here. */
  download: 'service' | 'node';
  /** Whether a URL of a message may point into the private network. */
  allowPrivate: boolean;
  /** Id of a `tls-config` node for the camera, or `''`. */
  tls: string;
  /** Milliseconds from leaving the waiting room to the answer. */
  timeout: number;
  /** Messages that may wait. */
  waiting: number;
  overflow: Overflow;
  minConfidence: number;
  crop: Crop | undefined;
  keepImage: boolean;
  showPlate: boolean;
}

/** The one parser of a saved `license-plate` node. Throws `NOT_CONFIGURED` or `BAD_CONFIG` naming the field. */
export function parseRecognizeSettings(saved: Readonly<Record<string, unknown>>): RecognizeSettings {
  const settings = new Settings('license-plate', saved);
  const crop = parseCrop(saved.crop);
  if (crop === 'bad')
    throw settings.bad('crop', 'must be {x, y, width, height} in percent, inside the picture');
  const imageType = settings.choice('imageType', ['msg', 'flow', 'global', 'str'], 'msg');
  const image = settings.text('image', imageType === 'str' ? '' : 'payload');
  if (image === '') throw settings.missing('image');
  return {
    image,
    imageType,
    download: settings.choice('download', ['service', 'node'], 'service'),
    allowPrivate: settings.flag('allowPrivate', false),
    tls: settings.text('tls'),
    timeout: settings.number('timeout', 10, { min: 0.1, max: 600 }) * 1000,
    waiting: settings.number('waiting', 100, { min: 0, max: 100_000, whole: true }),
    overflow: settings.choice('overflow', ['reject', 'oldest'], 'reject'),
    minConfidence: settings.number('minConfidence', 0, { min: 0, max: 1 }),
    crop,
    keepImage: settings.flag('keepImage', true),
    showPlate: settings.flag('showPlate', false),
  };
}
