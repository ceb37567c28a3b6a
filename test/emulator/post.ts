import type { Emulator } from './emulator';
import { jpegHeader } from './pictures';
import { type RawReply, type RawRequest, sendRaw } from './raw';

export interface PostOptions extends Partial<RawRequest> {
  /** Default: a JPEG header of 640 × 480 in 3000 bytes. */
  readonly picture?: Buffer;
}

/** A good call by token to the emulator, but for what is changed. */
export function postPicture(emulator: Emulator, options: PostOptions = {}): Promise<RawReply> {
  const { picture = jpegHeader(640, 480, 3000), headers, ...change } = options;
  return sendRaw(emulator.url, {
    path: `/v2/${emulator.projectId}/ocr/license-plate`,
    body: JSON.stringify({ image: picture.toString('base64') }),
    ...change,
    headers: { 'content-type': 'application/json', 'x-auth-token': emulator.token, ...headers },
  });
}

/** The system's or Node's code of an error. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
