import type { Plate } from '../../emulator';

/** A plate as the service reads it. */
export function plateOf(plate_number: string, confidence = 0.97): Plate {
  return {
    plate_number,
    plate_color: 'blue',
    confidence,
    plate_location: [
      [100, 200],
      [300, 200],
      [300, 260],
      [100, 260],
    ],
  };
}
