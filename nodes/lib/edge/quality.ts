import type { Candidate } from './candidate';

/** Log probability that costs a factor of e. */
const GAP_SCALE = 7;
const GREEN = 0.82;
const MIN_ASPECT = 1.2;
const MAX_ASPECT = 9;

/** How surely this is a Chinese plate with this number: 0 to 1. */
export function quality(candidate: Candidate): number {
  const aspect = candidate.width / Math.max(1, candidate.height);
  if (aspect < MIN_ASPECT || aspect > MAX_ASPECT || !Number.isFinite(candidate.gap)) return 0;
  const fit = candidate.clarity * Math.exp(Math.max(-20, candidate.gap) / GAP_SCALE);
  return fit * latinPenalty(candidate) * colorPenalty(candidate) * kindPenalty(candidate);
}

/** A line that reads better without a province most likely lacks one. */
function latinPenalty({ latin, gap, doubleRow }: Candidate): number {
  if (doubleRow) return latin.gap > gap ? 0.3 * 0.95 : 0.95;
  return latin.gap > gap + 1.2 ? 0.45 : 1;
}

/** New-energy plates are dark on green, and no others are. */
function colorPenalty({ background, kind }: Candidate): number {
  const newEnergy = kind === 'new-energy-small' || kind === 'new-energy-large';
  if (background.color === 'green') return newEnergy ? 1 : GREEN;
  return background.color === 'blue' && newEnergy ? 0.8 : 1;
}

/** Two letters and five digits are on many things; on a military plate they are clear and on white. */
function kindPenalty(candidate: Candidate): number {
  if (candidate.kind !== 'military') return 1;
  return candidate.background.color === 'white' && candidate.clarity > 0.8 ? 1 : 0.25;
}
