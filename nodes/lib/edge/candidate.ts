import { type BackgroundColor, backgroundColor } from './background-color';
import { decode } from './ctc';
import { ALL_SYMBOLS, type FreeText, freeText, LATIN_SYMBOLS } from './free-text';
import { type Quad, quadSize } from './geometry';
import { GRAMMARS, type Kind } from './grammar';
import type { Pixels } from './pixels';
import { concatenate, type SymbolScores } from './symbol-scores';

/** One line of text (or two rows) read as a plate: perhaps one, perhaps not. */
export interface Candidate {
  quad: Quad;
  width: number;
  height: number;
  /** The straightened line; of two rows the lower one. */
  line: Pixels;
  doubleRow: boolean;
  scores: SymbolScores;
  /** The best reading that obeys a grammar. */
  number: string;
  kind: Kind;
  /** Mean probability of its characters, 0 to 1. */
  clarity: number;
  /** The lowest of them. */
  weakest: number;
  /** How much less likely (log probability, ≤ 0) than the best reading of anything at all. */
  gap: number;
  /** What is written there, plate or not. */
  text: FreeText;
  latin: FreeText;
  background: BackgroundColor;
}

export function candidateOf(quad: Quad, line: Pixels, scores: SymbolScores): Candidate {
  return {
    quad,
    ...quadSize(quad),
    line,
    doubleRow: false,
    background: backgroundColor(line),
    ...spelling(scores),
  };
}

/** Joins the rows of a double-row plate: what the upper one says comes first. */
export function joinRows(upper: Candidate, lower: Candidate, quad: Quad): Candidate {
  return { ...lower, ...spelling(concatenate(upper.scores, lower.scores)), quad, doubleRow: true };
}

function spelling(scores: SymbolScores) {
  const readings = GRAMMARS.map(({ kind, prior, ...grammar }) => {
    const decoded = decode(scores, grammar);
    return { kind, decoded, likelihood: decoded.logProbability + prior };
  });
  const best = readings.reduce((a, b) => (b.likelihood > a.likelihood ? b : a));
  const { characters, logProbability, text } = best.decoded;
  return {
    scores,
    number: text,
    kind: best.kind,
    clarity: characters.reduce((sum, probability) => sum + probability, 0) / characters.length,
    weakest: Math.min(...characters),
    gap: Math.min(0, logProbability - scores.best),
    text: freeText(scores, ALL_SYMBOLS),
    latin: freeText(scores, LATIN_SYMBOLS),
  };
}
