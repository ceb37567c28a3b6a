import type { SymbolScores } from './symbol-scores';
import { DIGITS, LETTERS, SYMBOLS } from './symbols';

/** A reading bound by no grammar: the likeliest symbol at each step. */
export interface FreeText {
  text: string;
  /** Mean probability of the characters, 0 to 1. */
  confidence: number;
  /** How much less likely (log probability, ≤ 0) than the best reading of all classes. */
  gap: number;
}

export const ALL_SYMBOLS: readonly number[] = SYMBOLS.map((_, index) => index);
export const LATIN_SYMBOLS: readonly number[] = Array.from(LETTERS + DIGITS, (symbol) =>
  SYMBOLS.indexOf(symbol),
);

/** Best-path decoding (Graves et al., 2006) over some of the symbols: repeats are one character, silences separate. */
export function freeText(scores: SymbolScores, allowed: readonly number[]): FreeText {
  const found: { symbol: number; score: number }[] = [];
  let total = 0;
  let previous = -1;
  for (let step = 0; step < scores.steps; step++) {
    const row = step * SYMBOLS.length;
    let best = scores.silence[step] ?? 0;
    let symbol = -1;
    for (const candidate of allowed) {
      const score = scores.symbols[row + candidate] ?? -Infinity;
      if (score > best) [best, symbol] = [score, candidate];
    }
    total += best;
    if (symbol >= 0 && symbol !== previous) found.push({ symbol, score: best });
    previous = symbol;
  }
  const confidence = found.reduce((sum, { score }) => sum + Math.exp(score), 0) / Math.max(1, found.length);
  return { text: found.map(({ symbol }) => SYMBOLS[symbol]).join(''), confidence, gap: total - scores.best };
}
