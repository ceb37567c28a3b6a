// Dots of every script, dashes, blanks and invisible marks: how people and readers set a plate apart, never part of it.
const SEPARATORS = /[\s\p{Pd}\p{Cf}_.·•‧∙⋅・●]/gu;

/**
 * The one spelling under which plates are compared: `京a·１２３４５` and `京A 12345` are both `京A12345`.
 *
 * Unicode compatibility form (NFKC: full-width letters become plain ones), upper case, no separators.
 */
export function normalize(plate: string): string {
  // Upper-casing can undo the composition, so it is composed once more.
  return plate.normalize('NFKC').toUpperCase().normalize('NFKC').replace(SEPARATORS, '');
}
