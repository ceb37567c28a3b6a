import type { Candidate } from './candidate';
import { grow, type Quad, quadSize, shear, tilt } from './geometry';
import type { LineView } from './recognizer';

/** The province is often missed: it is the densest character and stands apart. The last character is cut at times. */
export function extensions({ quad, text }: Candidate): LineView[] {
  const character = 1 / Math.max(5, text.text.length);
  const rim = 0.06;
  return views([
    grow(quad, { left: 1.25 * character, right: 0.03, top: rim, bottom: rim }),
    grow(quad, { left: 2.4 * character, right: 0.03, top: rim, bottom: rim }),
    grow(quad, { left: 0.04, right: 1.2 * character, top: 0.04, bottom: 0.04 }),
  ]);
}

/** Slightly other views of the same line: looser, tighter, slanted, tilted. */
export function variants({ quad }: Candidate): LineView[] {
  return views([
    grow(quad, { left: 0.03, right: 0.03, top: 0.1, bottom: 0.1 }),
    grow(quad, { left: 0.02, right: 0.02, top: -0.08, bottom: -0.08 }),
    shear(quad, 0.35),
    shear(quad, -0.35),
    tilt(quad, 0.3),
    tilt(quad, -0.3),
  ]);
}

/** Wider characters part repeated digits, which otherwise melt into one; a looser frame shows what was cut off. */
export function confirmations({ quad }: Candidate): LineView[] {
  return [
    { quad, aspect: 4 },
    { quad: grow(quad, { left: 0.02, right: 0.02, top: 0.05, bottom: 0.05 }), aspect: 4.8 },
  ];
}

const WIDE = 3.6;

function views(quads: Quad[]): LineView[] {
  return quads.map((quad) => ({
    quad,
    aspect: Math.max(WIDE, quadSize(quad).width / quadSize(quad).height),
  }));
}
