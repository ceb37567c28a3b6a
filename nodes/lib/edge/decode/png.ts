import { requireVendored } from '../assets';
import type { Pixels } from '../pixels';

interface PngJs {
  PNG: { sync: { read(bytes: Buffer): Pixels } };
}

/** Decodes any PNG to 8 bits per channel; interlaced, with a palette, or with 16 bits as well. */
export function decodePng(bytes: Uint8Array): Pixels {
  const { PNG } = requireVendored<PngJs>('pngjs', 'png.js');
  const { width, height, data } = PNG.sync.read(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  );
  return { width, height, data };
}
