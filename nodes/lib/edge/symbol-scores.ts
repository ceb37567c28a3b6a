import type { Scores } from './recognizer';
import { type ClassMap, SYMBOLS } from './symbols';

/** Keeps the logarithm finite where the recognizer is certain. */
const FLOOR = 1e-7;

/** The recognizer's scores as a plate sees them: log probabilities of each symbol and of nothing, step by step. */
export interface SymbolScores {
  steps: number;
  /** `steps` rows, one column for each of {@link SYMBOLS}. */
  symbols: Float32Array;
  /** Nothing, or a separator, at each step. */
  silence: Float32Array;
  /** Log probability of the likeliest reading of all classes, plate or not. */
  best: number;
}

export function symbolScores({ steps, classes, data }: Scores, map: ClassMap): SymbolScores {
  const scores: SymbolScores = {
    steps,
    symbols: new Float32Array(steps * SYMBOLS.length),
    silence: new Float32Array(steps),
    best: 0,
  };
  for (let step = 0; step < steps; step++) {
    const row = data.subarray(step * (classes + 1), (step + 1) * (classes + 1));
    let silence = 0;
    for (const index of map.silent) silence += row[index] ?? 0;
    scores.silence[step] = Math.log(silence + FLOOR);
    for (const [symbol, members] of map.symbols.entries()) {
      let sum = 0;
      for (const { index, weight } of members) sum += (row[index] ?? 0) * weight;
      scores.symbols[step * SYMBOLS.length + symbol] = Math.log(sum + FLOOR);
    }
    scores.best += Math.log(Math.max(silence, row[classes] ?? 0) + FLOOR);
  }
  return scores;
}

/** Scores of two lines, one after the other: the upper and the lower row of a double-row plate. */
export function concatenate(a: SymbolScores, b: SymbolScores): SymbolScores {
  return {
    steps: a.steps + b.steps,
    symbols: Float32Array.of(...a.symbols, ...b.symbols),
    silence: Float32Array.of(...a.silence, ...b.silence),
    best: a.best + b.best,
  };
}
