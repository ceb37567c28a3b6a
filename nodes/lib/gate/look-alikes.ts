/**
 * The letters and digits a reader mixes up, as `[letter, digit]`, and why.
 *
 * Every pair lets strangers come nearer to a listed car, so a pair is here only if the two share their whole outline in
 * a plate's block type, and one of them is a letter and the other a digit: those a reader cannot tell apart by their
 * place either, because GA 36-2018 mixes letters and digits in the serial. The same standard never issues I and O in a
 * serial, so for those two a Chinese plate with the letter is a misreading from the start. Provinces are not here: two
 * provinces that look alike are still two different cars.
 */
export const LOOK_ALIKES: readonly (readonly [letter: string, digit: string, why: string])[] = [
  ['O', '0', 'the same ring; O is not issued in a serial'],
  ['D', '0', 'a ring whose left side is straight: lost to blur, dirt and a slanted view'],
  ['I', '1', 'the same stroke; I is not issued in a serial'],
  ['B', '8', 'two stacked loops whose left side is straight'],
  ['Z', '2', 'the same three strokes, the upper ones round or straight'],
  ['S', '5', 'the same double bend, the upper one round or square'],
];

/** For each ASCII code the codes it is mixed up with: asked for every two characters, so it must not cost a hash. */
const alike: number[][] = Array.from({ length: 128 }, () => []);
for (const [letter, digit] of LOOK_ALIKES) {
  alike[letter.charCodeAt(0)]?.push(digit.charCodeAt(0));
  alike[digit.charCodeAt(0)]?.push(letter.charCodeAt(0));
}
const digitOf = new Map<string, string>(LOOK_ALIKES.map(([letter, digit]) => [letter, digit]));
const FOLDED = new RegExp(`[${[...digitOf.keys()].join('')}]`, 'g');

/** Whether two UTF-16 code units are one of the pairs above, either way round. */
export function areLookAlikes(a: number, b: number): boolean {
  return alike[a]?.includes(b) ?? false;
}

/**
 * A plate with every look-alike letter as its digit. Plates that differ by look-alikes only have the same fold; the
 * reverse does not hold: `O` and `D` both fold to `0` and are not a pair.
 */
export function fold(plate: string): string {
  return plate.replace(FOLDED, (letter) => digitOf.get(letter) ?? letter);
}
