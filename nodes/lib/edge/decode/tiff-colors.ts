import type { Pixels } from '../pixels';
import type { Block, Layout } from './tiff-layout';
import { undecodable } from './undecodable';

export const Photometric = { whiteIsZero: 0, rgb: 2, palette: 3, cmyk: 5, yCbCr: 6 } as const;

/** Puts a block's samples into the picture, as colors. */
export function copySamples(out: Pixels, block: Block, samples: Uint8Array, layout: Layout): void {
  const color = block.plane === undefined ? colorReader(layout) : planeReader(block.plane, layout);
  if (!color) return;
  for (let y = 0; y < Math.min(block.height, out.height - block.y); y++) {
    for (let x = 0; x < Math.min(block.width, out.width - block.x); x++) {
      const from = (y * block.width + x) * block.samples;
      const to = ((block.y + y) * out.width + block.x + x) * 4;
      color(samples, from, out.data, to);
      out.data[to + 3] = 255;
    }
  }
}

type ColorReader = (samples: Uint8Array, from: number, out: Pixels['data'], to: number) => void;

/** What one plane gives where they are apart; nothing for what lies beyond the colors. */
function planeReader(plane: number, layout: Layout): ColorReader | undefined {
  const { photometric } = layout;
  // Inks and brightness with color make a color only together.
  if (photometric === Photometric.cmyk || photometric === Photometric.yCbCr) throw undecodable('TIFF');
  if (photometric !== Photometric.rgb) return plane === 0 ? colorReader(layout) : undefined;
  if (plane > 2) return undefined;
  return (samples, from, out, to) => {
    out[to + plane] = samples[from] ?? 0;
  };
}

function colorReader({ photometric, palette, samples: count }: Layout): ColorReader {
  const put = (out: Pixels['data'], to: number, red: number, green: number, blue: number) => {
    out[to] = red;
    out[to + 1] = green;
    out[to + 2] = blue;
  };
  if (photometric === Photometric.palette) {
    const third = palette.length / 3;
    const entry = (index: number) => (palette[index] ?? 0) >> 8;
    return (samples, from, out, to) => {
      const index = samples[from] ?? 0;
      put(out, to, entry(index), entry(index + third), entry(index + 2 * third));
    };
  }
  if (photometric === Photometric.cmyk && count >= 4) {
    return (samples, from, out, to) => {
      const light = 255 - (samples[from + 3] ?? 0);
      const ink = (offset: number) => ((255 - (samples[from + offset] ?? 0)) * light) / 255;
      put(out, to, ink(0), ink(1), ink(2));
    };
  }
  if (photometric === Photometric.yCbCr) throw undecodable('TIFF');
  if (photometric === Photometric.rgb && count >= 3) {
    return (samples, from, out, to) =>
      put(out, to, samples[from] ?? 0, samples[from + 1] ?? 0, samples[from + 2] ?? 0);
  }
  return (samples, from, out, to) => {
    const value = samples[from] ?? 0;
    const grey = photometric === Photometric.whiteIsZero ? 255 - value : value;
    put(out, to, grey, grey, grey);
  };
}
