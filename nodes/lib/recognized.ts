import { PlateError } from './errors';
import { type Picture, warningsFor } from './picture';
import type { Plate } from './plate';
import type { Engine, Reading } from './reader';
import { type TakenFrom, takenAt } from './taken';

/** `msg.recognition` of output 1. */
export interface Recognition {
  engine: Engine;
  requestId?: string;
  attempts: number;
  /** Milliseconds from leaving the waiting room to the answer. */
  duration: number;
  takenAt: number | null;
  takenFrom: TakenFrom;
  /** The error code because of which the embedded reader stepped in. */
  fallback?: string;
  warnings?: string[];
}

export interface Recognized {
  /** The nearest car first; at least one. */
  plates: [Plate, ...Plate[]];
  /** The bytes that were read, or the URL that the service fetched. */
  image: Uint8Array | string;
  recognition: Recognition;
}

/** What is known about the message whose picture was read. */
export interface Occasion {
  picture: Picture;
  /** When it entered, in ms since the epoch. */
  arrival: number;
  /** `msg.time` */
  time: unknown;
  /** ms that the reading took. */
  duration: number;
}

/** What output 1 carries. Throws `NO_PLATE`, or `LOW_CONFIDENCE` below the minimum. */
export function recognizedFrom(reading: Reading, occasion: Occasion, minConfidence: number): Recognized {
  const { engine, requestId, attempts, fallback, downloaded } = reading;
  const { picture, arrival, time, duration } = occasion;
  const plates = accepted(reading, minConfidence);
  const taken = takenAt(
    time,
    downloaded ? { at: downloaded.at, from: 'download' } : { at: arrival, from: 'arrival' },
  );
  const warnings = [
    ...(engine === 'huawei' ? warningsFor(picture) : []),
    ...(reading.warnings ?? []),
    ...(taken.warning ? [taken.warning] : []),
  ];
  return {
    plates,
    image: downloaded?.bytes ?? (picture.kind === 'url' ? picture.url : picture.bytes),
    recognition: {
      engine,
      ...(requestId !== undefined && { requestId }),
      attempts,
      duration,
      takenAt: taken.takenAt,
      takenFrom: taken.takenFrom,
      ...(fallback !== undefined && { fallback }),
      ...(warnings.length > 0 && { warnings }),
    },
  };
}

function accepted({ plates, requestId, attempts }: Reading, minConfidence: number): [Plate, ...Plate[]] {
  const [nearest, ...others] = plates;
  const details = { attempts, ...(requestId !== undefined && { requestId }) };
  if (!nearest) throw new PlateError('NO_PLATE', 'no-plate', 'There is no plate in the picture.', details);
  if (minConfidence > 0 && (nearest.confidence ?? 0) < minConfidence) {
    const message = `The plate was read with a confidence of ${nearest.confidence ?? 'none'}, below ${minConfidence}.`;
    throw new PlateError('LOW_CONFIDENCE', 'no-plate', message, details);
  }
  return [nearest, ...others];
}
