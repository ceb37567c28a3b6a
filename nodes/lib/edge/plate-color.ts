import type { BackgroundColor } from './background-color';
import type { Kind } from './grammar';

/** The API's words for the colors of plates. */
export type PlateColor = 'blue' | 'green' | 'yellow_green' | 'yellow' | 'white' | 'black';

const COLOR_OF_KIND: Partial<Record<Kind, PlateColor>> = {
  'new-energy-small': 'green',
  'new-energy-large': 'yellow_green',
  embassy: 'black',
  consulate: 'black',
  'armed-police': 'white',
  military: 'white',
};
const COLOR_OF_SUFFIX: Readonly<Record<string, PlateColor>> = {
  警: 'white',
  学: 'yellow',
  挂: 'yellow',
  港: 'black',
  澳: 'black',
};

/** The color most views of a plate show. */
export function agreedColor(number: string, kind: Kind, grounds: readonly BackgroundColor[]): PlateColor {
  const votes = grounds.map((ground) => plateColor(number, kind, ground));
  const count = (color: PlateColor) => votes.filter((vote) => vote === color).length;
  return votes.reduce((a, b) => (count(b) > count(a) ? b : a));
}

/** The number says which colors are legal for it; the pixels decide between those that are left. */
export function plateColor(number: string, kind: Kind, ground: BackgroundColor): PlateColor {
  const fixed = COLOR_OF_KIND[kind] ?? COLOR_OF_SUFFIX[number.at(-1) ?? ''];
  if (fixed) return fixed;
  return ground.dark ? onDarkGround(ground) : onLightGround(ground);
}

function onDarkGround({ color, hue, saturation, value }: BackgroundColor): PlateColor {
  if (color === 'yellow') return 'yellow';
  if (color === 'green') return hue >= 150 ? 'blue' : 'green';
  // Blue turns grey at dusk, and black ones among these are rare.
  return saturation < 0.2 && value < 0.16 ? 'black' : 'blue';
}

function onLightGround({ color, hue, saturation }: BackgroundColor): PlateColor {
  if (color === 'green') {
    if (hue < 100) return 'yellow';
    return hue > 165 ? 'blue' : 'green';
  }
  if (color !== 'white') return color;
  if (hue >= 170 && hue <= 280 && saturation > 0.06) return 'blue';
  return hue >= 18 && hue < 75 && saturation > 0.08 ? 'yellow' : 'white';
}
