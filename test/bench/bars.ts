import type { Contender } from './flows';
import type { Figures } from './load';
import type { Cell, Measured } from './matrix';
import type { Startup } from './startup';
import { lineThrough, median, type Spread, spreadOf } from './statistics';
import type { Queued } from './waiting';
import type { Waited } from './waiting-course';

/** What the bars are judged by. */
export interface Evidence {
  cells: readonly Measured[];
  /** Of 7.4 MB pictures, one at a time, the server taking 50 ms. */
  loop: readonly Figures[];
  waiting: readonly Waited[];
  queue: readonly Queued[];
  startup: Startup;
}

/** One bar, and where we are. */
export interface Row {
  name: string;
  value: Spread;
  unit: string;
  /** Missing where a figure is only shown. */
  bar?: { atLeast?: number; atMost?: number };
}

/** Bars at so many MB: messages per second against the core way. */
const AGAINST_CORE: readonly [size: number, atLeast: number][] = [
  [0.2, 8],
  [1, 6],
  [5, 3.7],
];

export function judge(evidence: Evidence): Row[] {
  const { cells, loop, waiting, queue, startup } = evidence;
  const ratio = (size: number, figure: 'rate' | 'cpu' | 'peakRss', over: Contender, under: Contender) =>
    perPass(find(cells, over, size), find(cells, under, size), figure);
  const sizes = [...new Set(cells.filter(isMain).map(({ size }) => size))];
  return [
    ...AGAINST_CORE.map(([size, atLeast]) => ({
      name: `messages/s against the core way, ${size} MB`,
      value: ratio(size, 'rate', 'ours', 'core'),
      unit: '×',
      bar: { atLeast },
    })),
    ...sizes.map((size) => ({
      name: `messages/s against the streaming floor, ${size} MB`,
      value: ratio(size, 'rate', 'ours', 'streaming'),
      unit: '×',
      bar: { atLeast: 0.88 },
    })),
    ...sizes.map((size) => ({
      name: `CPU per message against the streaming floor, ${size} MB`,
      value: ratio(size, 'cpu', 'ours', 'streaming'),
      unit: '×',
      bar: { atMost: 1.2 },
    })),
    {
      name: 'peak RSS against the core way, 5 MB',
      value: ratio(5, 'peakRss', 'ours', 'core'),
      unit: '×',
      bar: { atMost: 0.55 },
    },
    {
      name: 'RSS with 200 pictures of 5 MB waiting, above the pictures',
      value: spreadOf(waiting.map((pass) => pass.waiting)),
      unit: 'MiB',
      bar: { atMost: 60 },
    },
    {
      name: 'the same at the worst moment, until the last is read',
      value: spreadOf(waiting.map((pass) => pass.worst)),
      unit: 'MiB',
    },
    {
      name: 'event-loop delay p99, 7.4 MB, one at a time, server 50 ms',
      value: spreadOf(loop.map(({ loopDelay }) => loopDelay)),
      unit: 'ms',
      bar: { atMost: 5 },
    },
    ...linearity(cells, queue),
    {
      name: 'start-up with our nodes installed and unused, more than without',
      value: difference(startup, 'ms'),
      unit: 'ms',
      bar: { atMost: 30 },
    },
    {
      name: 'memory at start with our nodes, more than without',
      value: difference(startup, 'rss'),
      unit: 'MiB',
      bar: { atMost: 5 },
    },
    {
      name: 'CPU of signed calls against a token, 5 MB',
      value: ratio(5, 'cpu', 'signed', 'ours'),
      unit: '×',
      bar: { atMost: 1.6 },
    },
  ];
}

/** `undefined` where there is no bar. */
export function isHeld({ value, bar }: Row): boolean | undefined {
  if (!bar) return undefined;
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = bar;
  return value.median >= atLeast && value.median <= atMost;
}

function linearity(cells: readonly Measured[], queue: readonly Queued[]): Row[] {
  const ours = cells.filter((cell) => isMain(cell) && cell.contender === 'ours');
  const points = ours.map(({ size, passes }) => [size, median(passes.map(({ cpu }) => cpu))] as const);
  const { slope, r2 } = lineThrough(points);
  const exact = (value: number): Spread => ({ median: value, min: value, max: value });
  const [none] = queue;
  return [
    { name: 'CPU per MB of picture, slope of a straight line', value: exact(slope), unit: 'ms' },
    { name: 'part of the variance that the straight line explains (R²)', value: exact(r2), unit: '' },
    ...queue.slice(1).map(({ waiting, passes }) => ({
      name: `CPU per message with ${waiting} waiting against none`,
      value: spreadOf(passes.map(({ cpu }, i) => cpu / (none?.passes[i]?.cpu ?? Number.NaN))),
      unit: '×',
    })),
  ];
}

/** The cells of the bars: 8 at once, and a server that answers at once. */
function isMain({ concurrency, delay }: Cell): boolean {
  return concurrency === 8 && delay === 0;
}

function find(cells: readonly Measured[], contender: Contender, size: number): readonly Figures[] {
  const cell = cells.find((each) => isMain(each) && each.contender === contender && each.size === size);
  return cell?.passes ?? [];
}

/** Of each pass, as both ran right after each other. */
function perPass(
  over: readonly Figures[],
  under: readonly Figures[],
  figure: 'rate' | 'cpu' | 'peakRss',
): Spread {
  return spreadOf(over.map((pass, i) => pass[figure] / (under[i]?.[figure] ?? Number.NaN)));
}

function difference(startup: Startup, figure: 'ms' | 'rss'): Spread {
  const without = median(startup.without.map((start) => start[figure]));
  return spreadOf(startup.with.map((start) => start[figure] - without));
}
