import { PlateError } from '../errors';
import { asMessageError, type MessageError } from '../message-error';
import type { Plate } from '../plate';
import { parseRecognizeSettings } from '../recognize-settings';
import { type Recognition, Recognizer, type SharedReader } from '../recognizer';
import type { Dialog } from './dialog';

/** What a message with this picture would become: everything but the picture itself. */
export type Trial =
  | { output: 1; msg: { payload: Plate; plates: Plate[]; recognition: Recognition } }
  | { output: 2; msg: { error: MessageError } };

/** Reads one picture with the unsaved properties of a `license-plate` dialog and a deployed service. */
export async function tryPicture(
  bytes: Uint8Array,
  properties: Readonly<Record<string, unknown>>,
  lend: () => SharedReader,
  { language, onBug }: Dialog,
  signal: AbortSignal,
): Promise<Trial> {
  try {
    const recognizer = new Recognizer(parseRecognizeSettings(properties), lend, () => undefined);
    signal.addEventListener('abort', () => recognizer.close(), { once: true });
    const { plates, recognition } = await recognizer.recognize(bytes, undefined);
    return { output: 1, msg: { payload: plates[0], plates, recognition } };
  } catch (error) {
    if (!(error instanceof PlateError)) throw error;
    if (error.category === 'internal') onBug(error);
    const source = { id: '', type: 'license-plate', name: '', count: 1 };
    return { output: 2, msg: { error: asMessageError(error, language, source) } };
  }
}
