import type { Candidate } from './candidate';
import { center, overlap } from './geometry';
import { quality } from './quality';

/** Candidates of one plate, and the reading they agree on. */
export interface Elected {
  winner: Candidate;
  /** How sure the reading is: 0 to 1. */
  quality: number;
}

const MIN_VOTE = 0.25;
const SAME_PLACE = 0.5;

/** Finds the plates among the candidates: one for each place, read the way most of the votes there say. */
export function elect(candidates: readonly Candidate[]): Elected[] {
  const votes = candidates
    .map((candidate) => ({ candidate, quality: quality(candidate) }))
    .toSorted((a, b) => rank(b) - rank(a));
  const elected: Elected[] = [];
  for (const leader of votes) {
    if (elected.some(({ winner }) => samePlate(winner, leader.candidate))) continue;
    const electorate = votes.filter(({ candidate }) => samePlate(leader.candidate, candidate));
    const { candidate, quality } = favourite(electorate) ?? leader;
    elected.push({ winner: candidate, quality });
  }
  return elected;
}

export function samePlate(a: Candidate, b: Candidate): boolean {
  const [[ax, ay], [bx, by]] = [center(a.quad), center(b.quad)];
  const close =
    Math.hypot(ax - bx, ay - by) < 0.5 * Math.min(Math.max(a.width, a.height), Math.max(b.width, b.height));
  return close || overlap(a.quad, b.quad) > SAME_PLACE;
}

interface Vote {
  candidate: Candidate;
  quality: number;
}

/** Of two equally sure readings the larger one, which saw more of the plate. */
function rank({ candidate, quality }: Vote): number {
  return quality + 0.04 * Math.log(Math.max(6, candidate.height) / 20);
}

/** Each reading counts with the cube of its quality, so that a crowd of poor ones does not outvote a good one. */
function favourite(votes: readonly Vote[]): Vote | undefined {
  const parties = new Map<string, { weight: number; best: Vote }>();
  for (const vote of votes) {
    if (vote.quality <= MIN_VOTE) continue;
    const party = parties.get(vote.candidate.number);
    const weight = vote.quality ** 3 + (party?.weight ?? 0);
    const best = party && rank(party.best) >= rank(vote) ? party.best : vote;
    parties.set(vote.candidate.number, { weight, best });
  }
  const [winner] = [...parties.values()].toSorted((a, b) => b.weight - a.weight);
  return winner?.best;
}
