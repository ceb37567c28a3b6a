import { readFile } from 'node:fs/promises';
import { isFrame, jpegSegments } from '../../jpeg-segments';
import { assetPath, importVendored, loaded, requireVendored } from '../assets';
import { provideImageData } from '../image-data';
import type { Pixels } from '../pixels';

interface MozJpeg {
  decode(bytes: Uint8Array, turnUpright: boolean): Pixels | undefined;
}

interface MozJpegModule {
  default: (options: {
    noInitialRun: boolean;
    wasmBinary: Uint8Array;
    printErr: () => void;
  }) => Promise<MozJpeg>;
}

type JpegJs = (
  bytes: Uint8Array,
  options: { useTArray: true; maxMemoryUsageInMB: number; maxResolutionInMP: number },
) => Pixels;

/** A larger picture leaves the decoder's memory, which cannot shrink, too large to keep. */
export const LARGE_PIXELS = 2_500_000;
const CMYK_COMPONENTS = 4;

let mozJpeg: Promise<MozJpeg> | undefined;

/** Decodes any JPEG, as stored; a truncated one as far as it goes. */
export async function decodeJpeg(bytes: Uint8Array): Promise<Pixels> {
  if (componentsOf(bytes) === CMYK_COMPONENTS) return decodeCmyk(bytes);
  mozJpeg ??= loaded(createMozJpeg);
  let keep = false;
  try {
    const decoded = (await mozJpeg).decode(bytes, false);
    if (!decoded) throw new Error('The decoder gave no picture');
    keep = decoded.width * decoded.height <= LARGE_PIXELS;
    return decoded;
  } finally {
    if (!keep) mozJpeg = undefined;
  }
}

async function createMozJpeg(): Promise<MozJpeg> {
  provideImageData();
  const wasmBinary = await readFile(assetPath('jpeg', 'codec', 'dec', 'mozjpeg_dec.wasm'));
  const { default: create } = await importVendored<MozJpegModule>('jpeg', 'codec', 'dec', 'mozjpeg_dec.js');
  return create({ noInitialRun: true, wasmBinary, printErr() {} });
}

/** Printers' JPEGs, which MozJPEG does not turn into RGB. */
async function decodeCmyk(bytes: Uint8Array): Promise<Pixels> {
  const decode = await loaded(() => requireVendored<JpegJs>('jpeg-js', 'decoder.js'));
  return decode(bytes, { useTArray: true, maxMemoryUsageInMB: 512, maxResolutionInMP: 24 });
}

/** The number of color components in the frame header; 0 if there is none. */
function componentsOf(bytes: Uint8Array): number {
  for (const segment of jpegSegments(bytes)) {
    if (isFrame(segment)) return bytes[segment.start + 5] ?? 0;
  }
  return 0;
}
