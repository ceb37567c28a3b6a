import { DIGITS, LETTERS, PROVINCES, SYMBOLS } from './symbols';

/**
 * The kinds of Chinese plate that differ in their characters (GA 36-2018).
 * `special` ends in a character with a meaning, such as 学 or 警.
 */
export type Kind =
  | 'ordinary'
  | 'new-energy-small'
  | 'new-energy-large'
  | 'special'
  | 'embassy'
  | 'consulate'
  | 'armed-police'
  | 'military';

export interface Grammar {
  kind: Kind;
  /** For each character of the plate the columns of `SYMBOLS` it may be. */
  slots: readonly (readonly number[])[];
  /** Added to the log probability: rare kinds must be clearer than common ones. */
  prior: number;
}

const SERIAL_LETTERS = without(LETTERS, 'IO');
const SERIAL = SERIAL_LETTERS + DIGITS;
/** O is the office of provincial governments. */
const OFFICE = without(LETTERS, 'I');
/** Pure electric D A B C E, others F G H J K. */
const ENERGY = 'ABCDEFGHJK';
const MILITARY_REGION = 'VKHBSLJNGCEZ';
const MILITARY_UNIT = 'ABCDEFGHJKLMNOPRSTUVXY';

export const GRAMMARS: readonly Grammar[] = [
  grammar('ordinary', 0, PROVINCES, OFFICE, ...repeat(SERIAL, 5)),
  grammar('new-energy-small', 0, PROVINCES, OFFICE, ENERGY, SERIAL, ...repeat(DIGITS, 4)),
  grammar('new-energy-large', 0, PROVINCES, OFFICE, ...repeat(DIGITS, 5), ENERGY),
  grammar('special', 0, PROVINCES, OFFICE, ...repeat(SERIAL, 4), '学警挂港澳试超'),
  grammar('consulate', 0, PROVINCES, OFFICE, ...repeat(DIGITS, 4), '领'),
  grammar('consulate', -0.5, PROVINCES, ...repeat(DIGITS, 5), '领'),
  grammar('embassy', 0, '使', ...repeat(DIGITS, 6)),
  grammar('embassy', -0.5, ...repeat(DIGITS, 6), '使'),
  grammar('armed-police', -1.5, 'W', 'J', DIGITS, DIGITS, SERIAL, ...repeat(DIGITS, 4)),
  grammar('military', -2.5, MILITARY_REGION, MILITARY_UNIT, ...repeat(DIGITS, 5)),
];

function grammar(kind: Kind, prior: number, ...slots: string[]): Grammar {
  return {
    kind,
    prior,
    slots: slots.map((choices) => Array.from(choices, (symbol) => SYMBOLS.indexOf(symbol))),
  };
}

function repeat(choices: string, times: number): string[] {
  return Array.from({ length: times }, () => choices);
}

function without(letters: string, left: string): string {
  return Array.from(letters)
    .filter((letter) => !left.includes(letter))
    .join('');
}
