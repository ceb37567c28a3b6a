import type { Candidate } from './candidate';
import { grow, type Quad, shear, tilt } from './geometry';

/** The province is often missed: it is the densest character and stands apart. The last character is cut at times. */
export function extensions({ quad, text }: Candidate): Quad[] {
  const character = 1 / Math.max(5, text.text.length);
  const rim = 0.06;
  return [
    grow(quad, { left: 1.25 * character, right: 0.03, top: rim, bottom: rim }),
    grow(quad, { left: 2.4 * character, right: 0.03, top: rim, bottom: rim }),
    grow(quad, { left: 0.04, right: 1.2 * character, top: 0.04, bottom: 0.04 }),
  ];
}

/** Slightly other views of the same line: looser, tighter, slanted, tilted. */
export function variants({ quad }: Candidate): Quad[] {
  return [
    grow(quad, { left: 0.03, right: 0.03, top: 0.1, bottom: 0.1 }),
    grow(quad, { left: 0.02, right: 0.02, top: -0.08, bottom: -0.08 }),
    shear(quad, 0.35),
    shear(quad, -0.35),
    tilt(quad, 0.3),
    tilt(quad, -0.3),
  ];
}
