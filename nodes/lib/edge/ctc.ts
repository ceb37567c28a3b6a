import type { Grammar } from './grammar';
import type { SymbolScores } from './symbol-scores';
import { SYMBOLS } from './symbols';

/** A reading that obeys a grammar. */
export interface Decoded {
  text: string;
  /** Log probability of the likeliest path that spells `text`. */
  logProbability: number;
  /** The probability of each character where it was clearest. */
  characters: number[];
}

/** How a path got into a state: it stayed, came from the silence before, or from choice `n` of the slot before. */
const STAY = -2;
const SILENCE = -1;

interface Column {
  silence: Float64Array;
  choices: Float64Array[];
}

interface Trace {
  silence: Int16Array;
  choices: Int16Array[];
}

/**
 * The likeliest reading of a line among those a grammar allows: Viterbi over the states of connectionist temporal
 * classification (Graves et al., 2006), where the states are the slots of the grammar, each with its choices, and
 * the silences between. A character repeated without a silence between is one character.
 */
export function decode(scores: SymbolScores, { slots }: Pick<Grammar, 'slots'>): Decoded {
  const traces: Trace[] = [];
  let column = emptyColumn(slots);
  column.silence[0] = 0;
  for (let step = 0; step < scores.steps; step++) {
    const trace: Trace = {
      silence: new Int16Array(slots.length + 1),
      choices: slots.map((choices) => new Int16Array(choices.length)),
    };
    column = advance(column, trace, slots, scores, step);
    traces.push(trace);
  }
  return backtrack(column, traces, slots, scores);
}

/** Log probability of the likeliest path that spells just this text. */
export function logProbabilityOf(scores: SymbolScores, text: string): number {
  const slots = Array.from(text, (character) => [SYMBOLS.indexOf(character)]);
  return decode(scores, { slots }).logProbability;
}

function emptyColumn(slots: Grammar['slots']): Column {
  return {
    silence: new Float64Array(slots.length + 1).fill(-Infinity),
    choices: slots.map((choices) => new Float64Array(choices.length).fill(-Infinity)),
  };
}

function advance(
  from: Column,
  trace: Trace,
  slots: Grammar['slots'],
  scores: SymbolScores,
  step: number,
): Column {
  const to = emptyColumn(slots);
  const row = step * SYMBOLS.length;
  const quiet = scores.silence[step] ?? 0;
  let [best, bestChoice, second, secondChoice] = [-Infinity, SILENCE, -Infinity, SILENCE];
  let bestSymbol = -1;
  for (let slot = 0; slot <= slots.length; slot++) {
    const rest = from.silence[slot] ?? -Infinity;
    to.silence[slot] = Math.max(rest, best) + quiet;
    trace.silence[slot] = best > rest ? bestChoice : SILENCE;
    const symbols = slots[slot];
    const [staying, reached, origin] = [from.choices[slot], to.choices[slot], trace.choices[slot]];
    if (!symbols || !staying || !reached || !origin) break;
    const before = { best, bestChoice, second, secondChoice, bestSymbol };
    [best, bestChoice, second, secondChoice, bestSymbol] = [-Infinity, SILENCE, -Infinity, SILENCE, -1];
    for (let choice = 0; choice < symbols.length; choice++) {
      const symbol = symbols[choice] ?? 0;
      const stay = staying[choice] ?? -Infinity;
      const repeats = symbol === before.bestSymbol;
      const hop = repeats ? before.second : before.best;
      let score = stay;
      let source = STAY;
      if (rest > score) [score, source] = [rest, SILENCE];
      if (hop > score) [score, source] = [hop, repeats ? before.secondChoice : before.bestChoice];
      reached[choice] = score + (scores.symbols[row + symbol] ?? 0);
      origin[choice] = source;
      if (stay > best) {
        [second, secondChoice] = [best, bestChoice];
        [best, bestChoice, bestSymbol] = [stay, choice, symbol];
      } else if (stay > second) [second, secondChoice] = [stay, choice];
    }
  }
  return to;
}

function backtrack(end: Column, traces: Trace[], slots: Grammar['slots'], scores: SymbolScores): Decoded {
  const characters = slots.map(() => -Infinity);
  const text = slots.map(() => '');
  let slot = slots.length;
  let choice = SILENCE;
  let logProbability = end.silence[slot] ?? -Infinity;
  for (const [index, score] of (end.choices[slot - 1] ?? []).entries()) {
    if (score > logProbability) [logProbability, choice] = [score, index];
  }
  if (choice !== SILENCE) slot--;
  for (let step = traces.length - 1; step >= 0; step--) {
    const trace = traces[step];
    if (choice === SILENCE) {
      choice = trace?.silence[slot] ?? SILENCE;
      if (choice !== SILENCE) slot--;
      continue;
    }
    const symbol = slots[slot]?.[choice] ?? 0;
    text[slot] = SYMBOLS[symbol] ?? '';
    const score = scores.symbols[step * SYMBOLS.length + symbol] ?? -Infinity;
    characters[slot] = Math.max(characters[slot] ?? -Infinity, score);
    const source = trace?.choices[slot]?.[choice] ?? SILENCE;
    if (source === STAY) continue;
    choice = source;
    if (source !== SILENCE) slot--;
  }
  return { text: text.join(''), logProbability, characters: characters.map(Math.exp) };
}
