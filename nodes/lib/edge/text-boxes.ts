import type { Point, Quad } from './geometry';
import { cornersOf, minAreaRectangle } from './min-area-rectangle';

/** The text detector's answer: for each pixel the probability (0 to 1) that it lies inside text. */
export interface TextMap {
  width: number;
  height: number;
  data: Float32Array;
}

const PIXEL_THRESHOLD = 0.3;
const BOX_THRESHOLD = 0.4;
/** The detector marks shrunken text: area over perimeter times this ratio is grown back. */
const UNCLIP_RATIO = 1.7;
const MIN_PIXELS = 12;
const MIN_SIDE = 3;

/**
 * Turns a text map into boxes around lines of text, in pixels of the map: connected areas, the smallest rectangle
 * around each, grown back to the size of the text.
 * Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020, section 3.4.
 */
export function textBoxes(map: TextMap): Quad[] {
  const boxes: Quad[] = [];
  const seen = new Uint8Array(map.data.length);
  const stack = new Int32Array(map.data.length);
  for (let start = 0; start < map.data.length; start++) {
    if (seen[start] || (map.data[start] ?? 0) <= PIXEL_THRESHOLD) continue;
    const area = floodFill(map, start, seen, stack);
    if (area.pixels < MIN_PIXELS || area.sum / area.pixels < BOX_THRESHOLD) continue;
    const rectangle = minAreaRectangle(area.edge);
    if (!rectangle || Math.min(rectangle.width, rectangle.height) < MIN_SIDE) continue;
    const { width, height } = rectangle;
    boxes.push(cornersOf(rectangle, (width * height * UNCLIP_RATIO) / (2 * (width + height))));
  }
  return boxes;
}

interface Area {
  pixels: number;
  sum: number;
  edge: Point[];
}

/** Collects the area of text (8-connected) that holds `start`, and the pixels on its border. */
function floodFill(
  { width, height, data }: TextMap,
  start: number,
  seen: Uint8Array,
  stack: Int32Array,
): Area {
  const area: Area = { pixels: 0, sum: 0, edge: [] };
  let depth = 0;
  stack[depth++] = start;
  seen[start] = 1;
  while (depth > 0) {
    const at = stack[--depth] ?? 0;
    const [x, y] = [at % width, Math.floor(at / width)];
    area.pixels++;
    area.sum += data[at] ?? 0;
    let onEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
        const next = ny * width + nx;
        if ((data[next] ?? 0) <= PIXEL_THRESHOLD) onEdge = true;
        else if (!seen[next]) {
          seen[next] = 1;
          stack[depth++] = next;
        }
      }
    }
    if (onEdge) area.edge.push([x, y]);
  }
  return area;
}
