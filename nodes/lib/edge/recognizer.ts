import { type Quad, quadSize } from './geometry';
import type { Network, NetworkData } from './network';
import { clamp, type Pixels } from './pixels';
import { warp } from './warp';

const HEIGHT = 48;
const MIN_WIDTH = 24;
const MAX_WIDTH = 480;
const BATCH = 6;

/** What the recognizer saw in one line of text: for each step from left to right the probability of each class. */
export interface Scores {
  steps: number;
  classes: number;
  /** `steps` rows of `classes` probabilities and the highest probability of any character at all. */
  data: Float32Array;
}

export interface ReadLine {
  quad: Quad;
  /** The straightened line, 48 pixels high. */
  line: Pixels;
  scores: Scores;
}

/** A line of text to read, and the ratio of width to height to stretch it to; its own where none is given. */
export interface LineView {
  quad: Quad;
  aspect?: number;
}

/** Reads lines of text; the answers are in the order of `views`. */
export async function readLines(
  picture: Pixels,
  views: readonly LineView[],
  readText: Network,
): Promise<ReadLine[]> {
  const lines = views.map((view, index) => ({ index, quad: view.quad, line: straighten(picture, view) }));
  const answers: ReadLine[] = [];
  for (const batch of batches(lines)) {
    const output = await readText(toTensor(batch.map(({ line }) => line)));
    const [, steps = 0, columns = 0] = output.dims;
    for (const [position, { index, quad, line }] of batch.entries()) {
      const data = output.data.subarray(position * steps * columns, (position + 1) * steps * columns);
      answers[index] = { quad, line, scores: { steps, classes: columns - 1, data } };
    }
  }
  return answers;
}

function straighten(picture: Pixels, { quad, aspect }: LineView): Pixels {
  const { width, height } = quadSize(quad);
  const ratio = aspect ?? width / Math.max(1, height);
  const target = clamp(Math.round(HEIGHT * ratio), MIN_WIDTH, MAX_WIDTH);
  return warp(picture, quad, target, HEIGHT);
}

/** Groups lines of like width, because every line of a batch costs as much as the widest. */
function batches<T extends { line: Pixels }>(lines: readonly T[]): T[][] {
  const groups: T[][] = [];
  for (const line of lines.toSorted((a, b) => a.line.width - b.line.width)) {
    const group = groups.at(-1);
    const narrowest = group?.[0]?.line.width ?? 0;
    if (group && group.length < BATCH && line.line.width <= narrowest * 1.25 + 16) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function toTensor(lines: readonly Pixels[]): NetworkData {
  const width = Math.ceil(Math.max(...lines.map((line) => line.width)) / 8) * 8;
  const plane = HEIGHT * width;
  const tensor = new Float32Array(lines.length * 3 * plane);
  for (const [index, line] of lines.entries()) {
    for (let channel = 0; channel < 3; channel++) {
      // The network was trained on blue, green, red.
      const offset = (index * 3 + 2 - channel) * plane;
      for (let y = 0; y < HEIGHT; y++) {
        for (let x = 0; x < line.width; x++) {
          tensor[offset + y * width + x] = (line.data[(y * line.width + x) * 4 + channel] ?? 0) / 127.5 - 1;
        }
      }
    }
  }
  return { data: tensor, dims: [lines.length, 3, HEIGHT, width] };
}
