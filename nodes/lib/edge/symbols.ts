export const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
export const DIGITS = '0123456789';
/** Last characters with a meaning: learner, police, trailer, Hong Kong, Macau, consulate, embassy, trial, oversize. */
const SUFFIXES = '学警挂港澳领使试超';
/** Everything a plate can hold, in the order of the columns of {@link SymbolScores}. */
export const SYMBOLS: readonly string[] = Array.from(PROVINCES + LETTERS + DIGITS + SUFFIXES);

/** Marks between the characters of a plate: screws, dots and dashes count as nothing. */
const SEPARATORS = '·.-•∙・:：。,，_ ˙*\'`"~°|丨一—';
/** On a plate a letter O or I stands for nothing else than the digit, except right after the province. */
const LOOKALIKES: Readonly<Record<string, string>> = { '0': 'Oo', '1': 'Iil|' };
const LOOKALIKE_WEIGHT = 0.9;

interface WeightedClass {
  index: number;
  weight: number;
}

/** Which classes of the recognizer count for which symbol of a plate. */
export interface ClassMap {
  symbols: readonly (readonly WeightedClass[])[];
  /** Classes that count as nothing between two characters, the blank of CTC first. */
  silent: readonly number[];
}

/** The classes that count for anything, in ascending order: the others need not be told apart. */
export function usedClasses(classes: readonly string[]): number[] {
  const { symbols, silent } = mapClasses(classes);
  const used = new Set([...silent, ...symbols.flat().map(({ index }) => index)]);
  return [...used].toSorted((a, b) => a - b);
}

export function mapClasses(classes: readonly string[]): ClassMap {
  const indexOf = new Map(classes.map((name, index) => [name, index]).toReversed() as [string, number][]);
  const weighted = (names: Iterable<string>, weight: number): WeightedClass[] =>
    [...names].flatMap((name) => {
      const index = indexOf.get(name);
      return index === undefined ? [] : [{ index, weight }];
    });
  return {
    symbols: SYMBOLS.map((symbol) => [
      ...weighted([symbol], 1),
      ...(symbol === symbol.toLowerCase() ? [] : weighted([symbol.toLowerCase()], LOOKALIKE_WEIGHT)),
      ...weighted(LOOKALIKES[symbol] ?? '', LOOKALIKE_WEIGHT),
    ]),
    silent: [0, ...weighted(SEPARATORS, 1).map(({ index }) => index)],
  };
}
