import type { Candidate } from './candidate';
import { logProbabilityOf } from './ctc';
import { quality } from './quality';

/** What several views of one plate say together. */
export interface Consensus {
  winner: Candidate;
  /** All views that read the winner's number, the clearest first. */
  supporters: Candidate[];
  /** How clearly the winner shows its number, whatever the others say: 0 to 1. */
  quality: number;
  /** How sure the reading is: 0 to 1. */
  confidence: number;
}

/** A view may not speak against a number more than this (log probability), for it may miss a part of the plate. */
const VETO = -8;
/** Views of one plate see the same pixels, so their evidence does not add up in full. */
const INDEPENDENCE = 0.5;
const MIN_QUALITY = 0.05;

/**
 * Lets all views of one plate judge all numbers that any of them reads: the sum of their log probabilities, each
 * weighted with the quality of the view. The sureness falls where another number comes close.
 */
export function consensus(views: readonly Candidate[]): Consensus | undefined {
  const judges = views
    .map((view) => ({ view, weight: quality(view) }))
    .filter(({ weight }) => weight > MIN_QUALITY)
    .toSorted((a, b) => b.weight - a.weight);
  const [leader] = judges;
  if (!leader) return undefined;
  const numbers = [...new Set(judges.map(({ view }) => view.number))];
  const verdicts = numbers.map((number) => {
    const total = judges.reduce((sum, { view, weight }) => sum + weight * evidence(view, number), 0);
    return { number, total };
  });
  const best = verdicts.reduce((a, b) => (b.total > a.total ? b : a));
  const rest = verdicts.reduce((sum, { total }) => sum + Math.exp((total - best.total) * INDEPENDENCE), 0);
  const supporters = judges.filter(({ view }) => view.number === best.number);
  const { view: winner, weight } = supporters[0] ?? leader;
  return {
    winner,
    supporters: supporters.map(({ view }) => view),
    quality: weight,
    confidence: weight / rest,
  };
}

/** Log probability of a number against the view's own reading: 0 for that. */
function evidence(view: Candidate, number: string): number {
  if (number === view.number) return 0;
  const own = logProbabilityOf(view.scores, view.number);
  return Math.max(VETO, logProbabilityOf(view.scores, number) - own);
}
