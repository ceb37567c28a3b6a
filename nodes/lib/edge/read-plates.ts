import type { Corner, Plate } from '../plate';
import { nearestFirst } from '../plate';
import type { Candidate } from './candidate';
import { readDoubleRows, readMergedNeighbours } from './combine';
import { type Elected, elect } from './election';
import type { Quad } from './geometry';
import { type Look, readQuads, readTextLines } from './look';
import { clamp, type Pixels } from './pixels';
import { plateColor } from './plate-color';
import { quality } from './quality';
import { extensions, variants } from './variants';

/** Long side of the picture as the text detector sees it, in pixels. */
const FIRST_SIDE = 960;
const SECOND_SIDE = 1280;
/** A reading at least this sure needs no second look. */
const STRONG = 0.8;
/** Without a reading at least this sure the whole picture is searched again. */
const FAIR = 0.5;
/** Less sure readings are no plates. */
const ACCEPTED = 0.5;
/** A line at least this much like a plate is worth a closer look. */
const PROMISING = 0.08;
const MAX_REFINED = 3;

/** Reads all plates in a picture, the nearest car first. */
export async function readPlates(look: Look): Promise<Plate[]> {
  let candidates = await survey(look, firstSide(look.picture));
  candidates = [...candidates, ...(await refine(look, candidates))];
  if (bestQuality(candidates) < FAIR) {
    candidates = [...candidates, ...(await survey(look, secondSide(look.picture)))];
    candidates = [...candidates, ...(await refine(look, candidates))];
  }
  const plates = elect(candidates).filter((elected) => elected.quality >= ACCEPTED);
  return nearestFirst(plates.map((elected) => toPlate(elected, look.picture)));
}

/** Everything the text detector finds at one scale, and what it cut apart. */
async function survey(look: Look, longSide: number): Promise<Candidate[]> {
  const lines = await readTextLines(look, longSide);
  const merged = await readMergedNeighbours(look, lines);
  return [...lines, ...merged, ...(await readDoubleRows(look, lines))];
}

/** Looks closer at the promising lines that are not clear yet. */
async function refine(look: Look, candidates: readonly Candidate[]): Promise<Candidate[]> {
  if (bestQuality(candidates) >= STRONG) return [];
  const leaders = candidates
    .filter(
      (candidate) => !candidate.doubleRow && (quality(candidate) > PROMISING || lacksProvince(candidate)),
    )
    .toSorted((a, b) => quality(b) - quality(a))
    .slice(0, MAX_REFINED);
  return readQuads(
    look,
    leaders.flatMap((leader) => [...extensions(leader), ...variants(leader)]),
  );
}

function lacksProvince({ text }: Candidate): boolean {
  return /^[A-Z0-9]{5,7}$/.test(text.text);
}

/** The first look does not enlarge: in most small pictures the plate is large enough. */
function firstSide({ width, height }: Pixels): number {
  return Math.min(FIRST_SIDE, Math.max(width, height));
}

function secondSide({ width, height }: Pixels): number {
  const longest = Math.max(width, height);
  const wanted = longest > FIRST_SIDE * 1.2 ? Math.max(longest, FIRST_SIDE) : FIRST_SIDE * 1.5;
  return Math.min(SECOND_SIDE, wanted);
}

function bestQuality(candidates: readonly Candidate[]): number {
  return Math.max(0, ...elect(candidates).map((elected) => elected.quality));
}

function toPlate({ winner, quality }: Elected, picture: Pixels): Plate {
  return {
    plate_number: winner.number,
    plate_color: plateColor(winner.number, winner.kind, winner.background),
    plate_location: cornersIn(winner.quad, picture),
    confidence: clamp(Math.round(quality * 1000) / 1000, 0, 1),
  };
}

function cornersIn(quad: Quad, { width, height }: Pixels): Corner[] {
  return quad.map(([x, y]) => [clamp(Math.round(x), 0, width - 1), clamp(Math.round(y), 0, height - 1)]);
}
