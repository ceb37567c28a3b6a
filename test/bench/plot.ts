import type { Contender } from './flows';
import type { Figures } from './load';
import type { Measured } from './matrix';
import { median } from './statistics';
import { NAMES, short } from './table';

const COLORS: Record<Contender, string> = {
  ours: '#0b6e4f',
  core: '#c0392b',
  'plate-recognizer': '#8e5ea2',
  streaming: '#3b7dd8',
  transport: '#777777',
  signed: '#e08e0b',
};

const WIDTH = 960;
const HEIGHT = 420;
const PANEL = { width: 390, height: 280, top: 60 };

type Point = readonly [size: number, value: number];

/** Messages/s and CPU per message by picture size, 8 at once, a server that answers at once; both axes logarithmic. */
export function plot(cells: readonly Measured[], caption: string): string {
  const main = cells.filter(({ concurrency, delay }) => concurrency === 8 && delay === 0);
  const contenders = [...new Set(main.map(({ contender }) => contender))];
  const series = (figure: (figures: Figures) => number) =>
    contenders.map((contender) => ({
      contender,
      points: main
        .filter((cell) => cell.contender === contender)
        .map(({ size, passes }): Point => [size, median(passes.map(figure))]),
    }));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(WIDTH / 2, 22, caption, 'middle', 13),
    panel(
      70,
      'messages/s (more is better)',
      series((figures) => figures.rate),
    ),
    panel(
      550,
      'CPU ms per message (less is better)',
      series((figures) => figures.cpu),
    ),
    ...contenders.map((contender, i) => legend(contender, i)),
    '</svg>\n',
  ].join('\n');
}

function panel(left: number, title: string, series: { contender: Contender; points: Point[] }[]): string {
  const all = series.flatMap(({ points }) => points);
  const x = scale(
    all.map(([size]) => size),
    left,
    left + PANEL.width,
  );
  const y = scale(
    all.map(([, value]) => value),
    PANEL.top + PANEL.height,
    PANEL.top,
  );
  const sizes = [...new Set(all.map(([size]) => size))].toSorted((a, b) => a - b);
  const bottom = PANEL.top + PANEL.height;
  return [
    `<rect x="${left}" y="${PANEL.top}" width="${PANEL.width}" height="${PANEL.height}" fill="none" stroke="#999999"/>`,
    text(left + PANEL.width / 2, PANEL.top - 8, title, 'middle'),
    ...sizes.map((size) => text(x(size), bottom + 16, `${size} MB`, 'middle', 11)),
    ...decades(all.map(([, value]) => value)).map(
      (value) =>
        `<line x1="${left}" x2="${left + PANEL.width}" y1="${y(value)}" y2="${y(value)}" stroke="#dddddd"/>${text(left - 6, y(value) + 4, short(value).replace(/\.0+$/, ''), 'end', 11)}`,
    ),
    ...series.map(({ contender, points }) =>
      curve(
        points.map(([a, b]) => [x(a), y(b)]),
        COLORS[contender],
      ),
    ),
  ].join('\n');
}

function curve(points: readonly (readonly [number, number])[], color: string): string {
  const path = points.map(([x, y]) => `${x},${y}`).join(' ');
  const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3.5" fill="${color}"/>`).join('');
  return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots}`;
}

function legend(contender: Contender, index: number): string {
  const x = 70 + (index % 3) * 300;
  const y = HEIGHT - 34 + Math.floor(index / 3) * 20;
  return `<rect x="${x}" y="${y - 9}" width="18" height="4" fill="${COLORS[contender]}"/>${text(x + 24, y, NAMES[contender])}`;
}

/** Logarithmic, with some air at both ends. */
function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const logs = values.map(Math.log);
  const low = Math.min(...logs) - 0.15;
  const high = Math.max(...logs) + 0.15;
  return (value) => Math.round((from + ((Math.log(value) - low) / (high - low)) * (to - from)) * 10) / 10;
}

/** 1, 2 and 5 times the powers of ten within the values. */
function decades(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const powers = Array.from({ length: 9 }, (_, i) => 10 ** (i - 3));
  return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((v) => v >= low && v <= high);
}

function text(x: number, y: number, words: string, anchor = 'start', size = 12): string {
  const safe = words.replace(/[<&]/g, (char) => (char === '<' ? '&lt;' : '&amp;'));
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" font-size="${size}" fill="#222222">${safe}</text>`;
}
