import { type SymbolScores, symbolScores } from '#nodes/lib/edge/symbol-scores';
import { mapClasses, SYMBOLS } from '#nodes/lib/edge/symbols';

/** The classes of a small recognizer: the blank, every symbol of a plate, and one character that is none. */
export const CLASSES = ['', ...SYMBOLS, '好'];
export const CLASS_MAP = mapClasses(CLASSES);

/**
 * Scores of a recognizer that sees `text`, one character each second step; `_` is a step of nothing.
 * @param certainty probability of what it sees; the rest is spread evenly.
 */
export function scoresOf(text: string, certainty = 0.98): SymbolScores {
  const steps = Array.from(text).flatMap((character) => [character, '_']);
  const rest = (1 - certainty) / (CLASSES.length - 1);
  const rows = steps.map((character) => {
    const seen = character === '_' ? 0 : CLASSES.indexOf(character);
    return [...CLASSES.map((_, index) => (index === seen ? certainty : rest)), certainty];
  });
  const data = Float32Array.from(rows.flat());
  return symbolScores({ steps: steps.length, classes: CLASSES.length, data }, CLASS_MAP);
}
