import { type Candidate, candidateOf } from './candidate';
import { findTextLines } from './detector';
import { place, type Quad, quadSize, type Rectangle } from './geometry';
import type { Networks } from './network';
import { cropPixels, type Pixels } from './pixels';
import { type LineView, readLines } from './recognizer';
import { symbolScores } from './symbol-scores';
import type { ClassMap } from './symbols';
import type { Alphabet } from './tasks';

/** One picture under examination. */
export interface Look {
  picture: Pixels;
  networks: Networks;
  classMap: ClassMap;
  alphabet: Alphabet;
  /** Throws once nobody waits for the answer any more. */
  checkpoint: () => void;
}

/** Street scenes are full of text: the largest lines are read, the rest is not a plate near the camera. */
const MAX_LINES = 16;

/** Finds the lines of text that could be a plate, and reads them. */
export async function readTextLines(look: Look, longSide: number): Promise<Candidate[]> {
  const lines = await findTextLines(look.picture, look.networks.findText, longSide);
  return readQuads(look, largestFirst(lines.filter(plausible)).slice(0, MAX_LINES));
}

export async function readQuads(look: Look, quads: readonly Quad[]): Promise<Candidate[]> {
  return readViews(
    look,
    quads.map((quad) => ({ quad })),
  );
}

export async function readViews(look: Look, views: readonly LineView[]): Promise<Candidate[]> {
  look.checkpoint();
  if (views.length === 0) return [];
  const read = await readLines(look.picture, views, look.networks.readText);
  return read.map(({ quad, line, scores }) => candidateOf(quad, line, symbolScores(scores, look.classMap)));
}

/** The look narrowed to a part of the picture, and what it finds there put back in its place. */
export async function readWithin(
  look: Look,
  part: Rectangle,
  read: (look: Look) => Promise<Candidate[]>,
): Promise<Candidate[]> {
  const x = Math.max(0, Math.floor(part.x));
  const y = Math.max(0, Math.floor(part.y));
  const picture = cropPixels(look.picture, { ...part, x, y });
  const found = await read({ ...look, picture });
  return found.map((candidate) => ({ ...candidate, quad: place(candidate.quad, 1, 1, [x, y]) }));
}

function plausible(quad: Quad): boolean {
  const { width, height } = quadSize(quad);
  return height >= 6 && width >= 12 && width / height > 0.7 && width / height < 14;
}

function largestFirst(quads: readonly Quad[]): Quad[] {
  const area = (quad: Quad) => quadSize(quad).width * quadSize(quad).height;
  return quads.toSorted((a, b) => area(b) - area(a));
}
