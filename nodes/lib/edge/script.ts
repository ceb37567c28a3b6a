import type { Candidate } from './candidate';
import { latinQuality, MOST_LATIN_QUALITY } from './latin-quality';
import { quality } from './quality';
import type { Alphabet } from './tasks';

/** One way to understand a line of text as a plate. */
export interface Script {
  numberOf: (candidate: Candidate) => string;
  /** How surely the line is a plate with that number: 0 to 1. */
  qualityOf: (candidate: Candidate) => number;
  /** Whether a view that shows a part of a number speaks for the whole: where no grammar says how long it must be. */
  partsCount: boolean;
  /** What the quality is at best. */
  ceiling: number;
}

const CHINESE: Script = {
  numberOf: ({ number }) => number,
  qualityOf: quality,
  partsCount: false,
  ceiling: 1,
};
const LATIN: Script = {
  numberOf: ({ latin }) => latin.text,
  qualityOf: latinQuality,
  partsCount: true,
  ceiling: MOST_LATIN_QUALITY,
};

export const SCRIPTS: Readonly<Record<Alphabet, readonly Script[]>> = {
  chinese: [CHINESE],
  any: [CHINESE, LATIN],
};

/** The best any of the scripts makes of a line. */
export function promiseOf(candidate: Candidate, alphabet: Alphabet): number {
  return Math.max(...SCRIPTS[alphabet].map(({ qualityOf }) => qualityOf(candidate)));
}
