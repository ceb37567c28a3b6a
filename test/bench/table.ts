import { isHeld, type Row } from './bars';
import type { EdgeRow } from './edge';
import { CONTENDERS, type Contender } from './flows';
import type { Figures } from './load';
import type { Measured } from './matrix';
import { spreadOf } from './statistics';

export const NAMES: Record<Contender, string> = {
  ours: 'ours',
  core: 'core: function → http request → function',
  'plate-recognizer': 'node-red-contrib-plate-recognizer',
  streaming: 'floor: a node that only streams',
  transport: 'floor: undici alone, body prebuilt',
  signed: 'ours, signed (AK/SK)',
};

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export function barTable(rows: readonly Row[]): string {
  return markdownTable(
    ['bar', 'wanted', 'measured', 'spread', ''],
    rows.map((row) => [row.name, wanted(row), amount(row.value.median, row.unit), range(row), verdict(row)]),
  );
}

/** One table per picture size. */
export function matrixTables(cells: readonly Measured[]): string {
  const sizes = [...new Set(cells.map(({ size }) => size))];
  return sizes
    .map((size) => `### ${size} MB\n\n${sizeTable(cells.filter((c) => c.size === size))}`)
    .join('\n\n');
}

function sizeTable(cells: readonly Measured[]): string {
  const ordered = cells.toSorted(
    (a, b) =>
      a.delay - b.delay ||
      a.concurrency - b.concurrency ||
      CONTENDERS.indexOf(a.contender) - CONTENDERS.indexOf(b.contender),
  );
  return markdownTable(
    [
      '',
      'server, ms',
      'at once',
      'messages/s',
      'p50, ms',
      'p99, ms',
      'CPU, ms',
      'peak RSS, MiB',
      'loop p99, ms',
    ],
    ordered.map(({ contender, delay, concurrency, passes }) => {
      const spread = (pick: (figures: Figures) => number) => spreadOf(passes.map(pick));
      const middle = (pick: (figures: Figures) => number) => short(spread(pick).median);
      const both = (pick: (figures: Figures) => number) => {
        const { median, min, max } = spread(pick);
        return `${short(median)} (${short(min)}–${short(max)})`;
      };
      return [
        NAMES[contender],
        String(delay),
        String(concurrency),
        both((f) => f.rate),
        middle((f) => f.p50),
        middle((f) => f.p99),
        both((f) => f.cpu),
        middle((f) => f.peakRss),
        middle((f) => f.loopDelay),
      ];
    }),
  );
}

export function edgeTable(rows: readonly EdgeRow[]): string {
  return markdownTable(
    ['', 'p50, ms', 'p90, ms', 'pictures/s', 'CPU, ms', 'pictures/s per core', 'peak RSS, MiB'],
    rows.map(({ name, figures: { p50, p90, rate, cpu, peakRss } }) => [
      name,
      ...[p50, p90, rate, cpu, 1000 / cpu, peakRss].map(short),
    ]),
  );
}

/** Cores that a camera keeps busy. */
export function cameraTable(rows: readonly EdgeRow[], ours: number | undefined): string {
  const needs = (cpu: number) => [1, 5, 25].map((frames) => `${short((frames * cpu) / 1000)}`);
  return markdownTable(
    ['cores needed by a camera of', '1 frame/s', '5 frames/s', '25 frames/s'],
    [
      ...rows.map(({ name, figures }) => [`embedded, ${name}`, ...needs(figures.cpu)]),
      ...(ours === undefined ? [] : [['service, pictures of 1 MB', ...needs(ours)]]),
    ],
  );
}

/** Three digits that count. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  return value.toFixed(size >= 10 ? 1 : 2);
}

function amount(value: number, unit: string): string {
  return unit === '' ? short(value) : `${short(value)} ${unit}`;
}

function range({ value }: Row): string {
  return value.min === value.max ? '' : `${short(value.min)}–${short(value.max)}`;
}

function wanted({ bar, unit }: Row): string {
  if (bar?.atLeast !== undefined) return `≥ ${bar.atLeast} ${unit}`;
  return bar?.atMost === undefined ? 'shown' : `≤ ${bar.atMost} ${unit}`;
}

function verdict(row: Row): string {
  const held = isHeld(row);
  if (held === undefined) return '';
  return held ? 'pass' : '**miss**';
}
