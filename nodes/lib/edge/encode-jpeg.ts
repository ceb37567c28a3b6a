import { readFile } from 'node:fs/promises';
import { assetPath, importVendored } from './assets';
import { provideImageData } from './image-data';
import type { Pixels } from './pixels';

interface Encoder {
  encode(data: Pixels['data'], width: number, height: number, options: object): Uint8Array;
}

interface EncoderModule {
  default: (options: { noInitialRun: boolean; wasmBinary: Uint8Array }) => Promise<Encoder>;
}

interface EncoderOptions {
  defaultOptions: object;
}

/** High enough that the service reads what the camera saw. */
const QUALITY = 92;

/** Encodes an upright picture as a baseline JPEG. */
export async function encodeJpeg({ width, height, data }: Pixels): Promise<Uint8Array> {
  provideImageData();
  const wasmBinary = await readFile(assetPath('jpeg', 'codec', 'enc', 'mozjpeg_enc.wasm'));
  const { default: create } = await importVendored<EncoderModule>('jpeg', 'codec', 'enc', 'mozjpeg_enc.js');
  const { defaultOptions } = await importVendored<EncoderOptions>('jpeg', 'meta.js');
  const encoder = await create({ noInitialRun: true, wasmBinary });
  const options = { ...defaultOptions, quality: QUALITY, baseline: true, progressive: false };
  return Uint8Array.from(encoder.encode(data, width, height, options));
}
