import type { Candidate } from './candidate';
import { center, overlap } from './geometry';
import { promiseOf } from './script';
import type { Alphabet } from './tasks';

const SAME_PLACE = 0.5;

/** Groups candidates that lie on one another: readings of one plate. The surest one's place counts. */
export function placesOf(candidates: readonly Candidate[], alphabet: Alphabet): Candidate[][] {
  const places: Candidate[][] = [];
  const bySureness = candidates.map((candidate) => ({ candidate, rank: rank(candidate, alphabet) }));
  for (const { candidate } of bySureness.toSorted((a, b) => b.rank - a.rank)) {
    const place = places.find(([first]) => first && samePlace(first, candidate));
    if (place) place.push(candidate);
    else places.push([candidate]);
  }
  return places;
}

function samePlace(a: Candidate, b: Candidate): boolean {
  const [[ax, ay], [bx, by]] = [center(a.quad), center(b.quad)];
  const reach = 0.5 * Math.min(Math.max(a.width, a.height), Math.max(b.width, b.height));
  return Math.hypot(ax - bx, ay - by) < reach || overlap(a.quad, b.quad) > SAME_PLACE;
}

/** Of two equally sure readings the larger one, which saw more of the plate. */
function rank(candidate: Candidate, alphabet: Alphabet): number {
  return promiseOf(candidate, alphabet) + 0.04 * Math.log(Math.max(6, candidate.height) / 20);
}
