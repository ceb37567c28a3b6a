import type { Candidate } from './candidate';

/** Log probability that costs a factor of e: stricter than for Chinese plates, because no grammar guards these. */
const GAP_SCALE = 3;
const MIN_ASPECT = 1.4;
const MAX_ASPECT = 9;
const STOCKY = 3.2;
/** Chinese plates win where both readings are about as good: a Latin one may just lack the province. */
export const MOST_LATIN_QUALITY = 0.75;

/** How surely this is a plate of Latin letters and digits: 0 to `MOST_LATIN_QUALITY`. Every such plate has a digit, most a letter. */
export function latinQuality({ latin, width, height, doubleRow, background }: Candidate): number {
  const aspect = width / Math.max(1, height);
  const { text, confidence, gap } = latin;
  if (doubleRow || aspect < MIN_ASPECT || aspect > MAX_ASPECT) return 0;
  if (text.length < 4 || text.length > 9 || !/\d/.test(text)) return 0;
  return (
    MOST_LATIN_QUALITY *
    confidence *
    Math.exp(Math.max(-20, gap) / GAP_SCALE) *
    shapeOf(text, !background.dark && aspect < STOCKY)
  );
}

/** Dates, times and telephone numbers are digits alone; plates of digits alone are dark on light and stocky. */
function shapeOf(text: string, likePlate: boolean): number {
  const letters = /[A-Z]/.test(text) || (likePlate && text.length >= 6 && text.length <= 7) ? 1 : 0.55;
  if (text.length < 5) return letters * 0.75;
  return text.length > 8 ? letters * 0.7 : letters;
}
