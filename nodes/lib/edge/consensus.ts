import type { Candidate } from './candidate';
import { logProbabilityOf } from './ctc';
import type { Script } from './script';

/** What several views of one plate say together. */
export interface Consensus {
  number: string;
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
/** A number must be read about as clearly as the clearest one. */
const ELIGIBLE = 0.8;
/** A number that holds another one must be as clear, or it may hold a mark beside the plate. */
const AS_CLEAR = 0.97;

/**
 * Lets all views of one plate judge all numbers that any of them reads: the sum of their log probabilities, each
 * weighted with the quality of the view. The sureness falls where another number comes close.
 */
export function consensus(views: readonly Candidate[], script: Script): Consensus | undefined {
  const judges = views
    .map((view) => ({ view, number: script.numberOf(view), weight: script.qualityOf(view) }))
    .filter(({ weight }) => weight > MIN_QUALITY)
    .toSorted((a, b) => b.weight - a.weight);
  const [leader] = judges;
  if (!leader) return undefined;
  const eligible = judges.filter(({ weight }) => weight >= ELIGIBLE * leader.weight);
  const numbers = [...new Set(eligible.map((judge) => judge.number))];
  const verdicts = numbers.map((number) => {
    const clearest = judges.find((judge) => judge.number === number)?.weight ?? 0;
    const partsCount = script.partsCount && clearest >= AS_CLEAR * leader.weight;
    const agrees = (own: string) => own === number || (partsCount && number.includes(own));
    const total = judges.reduce(
      (sum, { view, number: own, weight }) => sum + (agrees(own) ? 0 : weight * evidence(view, own, number)),
      0,
    );
    return { number, total };
  });
  const best = verdicts.reduce((a, b) => (b.total > a.total ? b : a));
  const rest = verdicts.reduce((sum, { total }) => sum + Math.exp((total - best.total) * INDEPENDENCE), 0);
  const supporters = judges.filter((judge) => judge.number === best.number);
  const { view: winner, weight } = supporters[0] ?? leader;
  return {
    number: best.number,
    winner,
    supporters: supporters.map(({ view }) => view),
    quality: weight,
    confidence: weight / script.ceiling / rest,
  };
}

/** Log probability of a number against the view's own reading. */
function evidence({ scores }: Candidate, own: string, number: string): number {
  return Math.max(VETO, logProbabilityOf(scores, number) - logProbabilityOf(scores, own));
}
