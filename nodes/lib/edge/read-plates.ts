import type { Corner, Plate } from '../plate';
import { nearestFirst } from '../plate';
import type { Candidate } from './candidate';
import { colorRegions } from './color-regions';
import { readDoubleRows, readMergedNeighbours } from './combine';
import { type Consensus, consensus } from './consensus';
import { boundsOf, grow, type Quad, quadOf } from './geometry';
import { type Look, readTextLines, readViews, readWithin } from './look';
import { clamp, type Pixels } from './pixels';
import { placesOf } from './places';
import { agreedColor } from './plate-color';
import { promiseOf, SCRIPTS } from './script';
import { confirmations, extensions, variants } from './variants';

/** Long side of the picture as the text detector sees it, in pixels: enough for most plates near the camera. */
const FIRST_SIDE = { chinese: 640, any: 800 };
/** More of either costs memory and finds no further plates. */
const SECOND_SIDE = 960;
const SECOND_PIXELS = 640 * 640;
/** A small picture is enlarged for the second look, up to so many times. */
const MAX_ENLARGED = 2;
const REGION_SIDE = 480;
/** A reading at least this sure needs no second look. */
const STRONG = 0.8;
/** A reading at least this sure needs no confirmation. */
const CERTAIN = 0.97;
/** A character at least this probable needs none either. */
const CLEAR = 0.92;
/** Without a reading at least this sure the whole picture is searched again. */
const FAIR = 0.5;
/** Less sure readings are no plates. */
const ACCEPTED = 0.5;
/** A line at least this much like a plate is worth a closer look. */
const PROMISING = 0.08;
const MAX_REFINED = 2;

/** Reads all plates in a picture, the nearest car first. */
export async function readPlates(look: Look): Promise<Plate[]> {
  let candidates = await survey(look, firstSide(look));
  candidates = [...candidates, ...(await refine(look, candidates))];
  if (sureness(look, candidates) < FAIR) candidates = [...candidates, ...(await surveyColors(look))];
  if (sureness(look, candidates) < FAIR) {
    candidates = [...candidates, ...(await survey(look, secondSide(look)))];
    candidates = [...candidates, ...(await refine(look, candidates))];
  }
  candidates = [...candidates, ...(await confirm(look, candidates))];
  const plates = readings(look, candidates).filter((reading) => reading.quality >= ACCEPTED);
  return nearestFirst(plates.map((plate) => toPlate(plate, look.picture)));
}

/** Everything the text detector finds at one scale, and what it cut apart. */
async function survey(look: Look, longSide: number): Promise<Candidate[]> {
  const lines = await readTextLines(look, longSide);
  const merged = await readMergedNeighbours(look, lines);
  return [...lines, ...merged, ...(await readDoubleRows(look, lines))];
}

/** Looks closely at the places that have the color of a plate. */
async function surveyColors(look: Look): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const region of colorRegions(look.picture)) {
    const part = boundsOf(grow(quadOf(region), { left: 0.6, right: 0.6, top: 0.6, bottom: 0.6 }));
    const candidates = await readWithin(look, part, async (closer) => {
      const lines = await survey(closer, REGION_SIDE);
      return [...lines, ...(await refine(closer, lines))];
    });
    found.push(...candidates);
    if (sureness(look, candidates) >= STRONG) break;
  }
  return found;
}

/** Looks closer at the promising lines, one after the other, until one is clear. */
async function refine(look: Look, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const found: Candidate[] = [];
  const leaders = candidates
    .map((candidate) => ({ candidate, promise: promiseOf(candidate, look.alphabet) }))
    .filter(({ candidate, promise }) => promise > PROMISING || lacksProvince(candidate))
    .filter(({ candidate }) => !candidate.doubleRow)
    .toSorted((a, b) => b.promise - a.promise)
    .map(({ candidate }) => candidate)
    .slice(0, MAX_REFINED);
  for (const leader of leaders) {
    for (const views of [extensions(leader), variants(leader)]) {
      if (sureness(look, [...candidates, ...found]) >= STRONG) return found;
      found.push(...(await readViews(look, views)));
    }
  }
  return found;
}

/** Reads each plate again, somewhat differently, unless it is certain. */
async function confirm(look: Look, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const doubtful = readings(look, candidates).filter(
    (reading) => reading.quality >= ACCEPTED && isDoubtful(reading),
  );
  return readViews(
    look,
    doubtful.flatMap(({ winner }) => confirmations(winner)),
  );
}

function isDoubtful({ winner, confidence }: Consensus): boolean {
  if (winner.doubleRow) return false;
  return confidence < CERTAIN || winner.weakest < CLEAR || winner.background.color === 'green';
}

/** What each place in the picture says, in the script that fits it best. */
function readings({ alphabet }: Look, candidates: readonly Candidate[]): Consensus[] {
  return placesOf(candidates, alphabet).flatMap((views) => {
    const understood = SCRIPTS[alphabet].flatMap((script) => consensus(views, script) ?? []);
    return understood.toSorted((a, b) => b.quality - a.quality).slice(0, 1);
  });
}

function sureness(look: Look, candidates: readonly Candidate[]): number {
  return Math.max(
    0,
    ...readings(look, candidates).map(({ quality, confidence }) => Math.min(quality, confidence)),
  );
}

function lacksProvince({ text }: Candidate): boolean {
  return /^[A-Z0-9]{5,7}$/.test(text.text);
}

/** The first look does not enlarge: in most small pictures the plate is large enough. */
function firstSide({ picture: { width, height }, alphabet }: Look): number {
  return Math.min(FIRST_SIDE[alphabet], Math.max(width, height));
}

function secondSide({ picture: { width, height } }: Look): number {
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  return Math.min(SECOND_SIDE, MAX_ENLARGED * long, Math.sqrt((SECOND_PIXELS * long) / short));
}

function toPlate({ number, winner, supporters, confidence }: Consensus, picture: Pixels): Plate {
  const grounds = supporters.map(({ background }) => background);
  return {
    plate_number: number,
    plate_color: agreedColor(number, winner.kind, grounds),
    plate_location: cornersIn(winner.quad, picture),
    confidence: clamp(Math.round(confidence * 1000) / 1000, 0, 1),
  };
}

function cornersIn(quad: Quad, { width, height }: Pixels): Corner[] {
  return quad.map(([x, y]) => [clamp(Math.round(x), 0, width - 1), clamp(Math.round(y), 0, height - 1)]);
}
