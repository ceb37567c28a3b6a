import { isSameCar } from './car';
import type { Judgement } from './decide';

/** How a burst of pictures of one car comes to one decision. */
export interface BurstRules {
  /** Frames with a plate to look at. */
  frames: number;
  /** Frames of the same car that must have come to the same decision. */
  agree: number;
  /** Seconds from the first frame on. */
  frameTimeout: number;
}

/**
 * What the frames agree on: the car that most of them show, with a decision that enough of them came to, given by the
 * most confident of those frames. A frame that qualifies counts though others of the same car were denied, as it would
 * outside of a burst.
 *
 * @param left frames that may still come
 * @returns `'open'` while these may change it, `'none'` where there is no agreement
 */
export function agreement<Vote extends { judgement: Judgement }>(
  votes: readonly Vote[],
  { agree }: BurstRules,
  left: number,
): Vote | 'open' | 'none' {
  const [leader = [], second = []] = groupByCar(votes).toSorted((a, b) => b.length - a.length);
  const lead = leader.length - second.length;
  const allowing = leader.filter(({ judgement }) => judgement.verdict.decision === 'allow');
  const denying = leader.filter(({ judgement }) => judgement.verdict.decision === 'deny');

  if (lead > left && allowing.length >= agree) return surest(allowing) ?? 'none';
  if (left > 0) return 'open';
  if (lead > 0 && denying.length >= agree) return surest(denying) ?? 'none';
  return 'none';
}

/** The vote with the highest confidence; the earliest between equals. */
export function surest<Vote extends { judgement: Judgement }>(votes: readonly Vote[]): Vote | undefined {
  const [first, ...rest] = votes;
  if (!first) return undefined;
  return rest.reduce((best, vote) => (confidenceOf(vote) > confidenceOf(best) ? vote : best), first);
}

/** One that is not known is the least: compared as `NaN` it would be beaten by none. */
function confidenceOf({ judgement }: { judgement: Judgement }): number {
  return Number.isNaN(judgement.confidence) ? Number.NEGATIVE_INFINITY : judgement.confidence;
}

function groupByCar<Vote extends { judgement: Judgement }>(votes: readonly Vote[]): Vote[][] {
  const groups: Vote[][] = [];
  for (const vote of votes) {
    const group = groups.find(([first]) => first && isSame(first.judgement, vote.judgement));
    if (group) group.push(vote);
    else groups.push([vote]);
  }
  return groups;
}

function isSame({ car: a }: Judgement, { car: b }: Judgement): boolean {
  return a !== undefined && b !== undefined && isSameCar(a, b);
}
