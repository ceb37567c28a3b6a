/** Hue in degrees (0 to 360), saturation and value 0 to 1. */
export interface Hsv {
  hue: number;
  saturation: number;
  value: number;
}

/** @param red green and blue likewise: 0 to 255. */
export function toHsv(red: number, green: number, blue: number): Hsv {
  const highest = Math.max(red, green, blue);
  const spread = highest - Math.min(red, green, blue);
  return {
    hue: spread === 0 ? 0 : hueOf(red, green, blue, highest, spread),
    saturation: highest === 0 ? 0 : spread / highest,
    value: highest / 255,
  };
}

function hueOf(red: number, green: number, blue: number, highest: number, spread: number): number {
  if (highest === red) return (60 * ((green - blue) / spread) + 360) % 360;
  return highest === green ? 60 * ((blue - red) / spread + 2) : 60 * ((red - green) / spread + 4);
}
