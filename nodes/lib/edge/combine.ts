import type { Candidate } from './candidate';
import { joinRows } from './candidate';
import { angleOf, between, center, grow, offsetAlong, type Quad } from './geometry';
import { type Look, readQuads } from './look';

const MAX_MERGED = 8;
const MAX_ROW_PAIRS = 14;

/** The detector may cut a plate in two, often at its dot: reads neighbours on one line as one. */
export async function readMergedNeighbours(
  look: Look,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const merged = pairs(candidates)
    .filter(([left, right]) => areNeighbours(left, right))
    .map(([{ quad: l }, { quad: r }]): Quad => [l[0], r[1], r[2], l[3]]);
  return readQuads(look, merged.slice(0, MAX_MERGED));
}

/** Joins the two rows of a double-row plate, and looks for an upper row where only a lower one was found. */
export async function readDoubleRows(look: Look, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const found = pairs(candidates).filter(([upper, lower]) => areRows(upper, lower));
  for (const lower of candidates.filter(looksLikeLowerRow)) {
    for (const upper of await readQuads(look, placesOfUpperRow(lower.quad))) found.push([upper, lower]);
  }
  return found
    .slice(0, MAX_ROW_PAIRS)
    .map(([upper, lower]) => joinRows(upper, lower, aroundRows(upper, lower)));
}

type Pair = [Candidate, Candidate];

function pairs(candidates: readonly Candidate[]): Pair[] {
  return candidates.flatMap((a) => candidates.filter((b) => b !== a).map((b): Pair => [a, b]));
}

function areNeighbours(left: Candidate, right: Candidate): boolean {
  const height = Math.max(left.height, right.height);
  const { along, across } = offset(left, right);
  const gap = along - (left.width + right.width) / 2;
  const length = left.text.text.length + right.text.text.length;
  const alike = Math.abs(left.height - right.height) < 0.45 * height;
  return (
    alike && along > 0 && Math.abs(across) < 0.5 * height && gap < 1.3 * height && length >= 4 && length <= 10
  );
}

function areRows(upper: Candidate, lower: Candidate): boolean {
  const { along, across } = offset(upper, lower);
  const height = upper.height + lower.height;
  const stacked = across > 0.35 * height && across < 0.85 * height;
  const centered = Math.abs(along) < 0.3 * Math.max(upper.width, lower.width);
  return stacked && centered && upper.text.text.length <= 4 && /^.{4,6}$/.test(lower.text.text);
}

function looksLikeLowerRow({ text, width, height, doubleRow }: Candidate): boolean {
  return !doubleRow && /^[A-Z0-9]{4,6}$/.test(text.text) && width / height < 3.6 && text.confidence > 0.5;
}

/** The upper row is smaller, centered, and some way above. */
function placesOfUpperRow(lower: Quad): Quad[] {
  return [
    grow(lower, { left: -0.02, right: -0.02, top: 0.78, bottom: -1.02 }),
    grow(lower, { left: -0.16, right: -0.16, top: 0.7, bottom: -1.04 }),
    grow(lower, { left: -0.1, right: -0.1, top: 0.6, bottom: -0.98 }),
  ];
}

/** Both rows, as wide as the wider one. */
function aroundRows(upper: Candidate, lower: Candidate): Quad {
  if (upper.width > lower.width) return [upper.quad[0], upper.quad[1], lower.quad[2], lower.quad[3]];
  const rise = offset(upper, lower).across / lower.height;
  const [tl, tr, br, bl] = lower.quad;
  return [between(tl, bl, -rise), between(tr, br, -rise), br, bl];
}

function offset(from: Candidate, to: Candidate) {
  const wider = from.width > to.width ? from : to;
  return offsetAlong(center(from.quad), center(to.quad), angleOf(wider.quad));
}
