// How long one decision takes against a list of 10,000 plates, with the list read anew for each:
//   npm run build && npx tsc -p test && node test/bench/gate-matching.mjs
import { Random } from '../../build/test/fixtures/draw/random.js';
import { defaults } from '../../build/test/unit/gate/support.js';
import { createGate, systemClock } from '../../dist/lib/gate/gate.js';
import { ListReader } from '../../dist/lib/gate/list-reader.js';
import { nearest } from '../../dist/lib/gate/matching.js';

const LISTED = 10_000;
const RUNS = 2_000;
const options = { ...defaults, tolerance: 0.4 };

const numbers = new Random(1);
const random = (limit) => numbers.whole(0, limit - 1);
const serial = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'.split('');
const plate = () =>
  `京${'ABCDEFGH'[random(8)]}${Array.from({ length: 5 }, () => serial[random(34)]).join('')}`;
// All of these fold to the same key: the worst list for an index by fold.
const alike = Array.from({ length: 3 ** 9 }, (_, i) =>
  i.toString(3).padStart(9, '0').replaceAll('1', 'O').replaceAll('2', 'D'),
);

const texts = Array.from({ length: LISTED }, plate);
const entries = texts.map((text, i) => ({
  plate: text,
  name: `Car ${i}`,
  color: 'blue',
  until: '2999-12-31',
}));
const lists = {
  'plain texts': texts,
  'entries with name, color, until': entries,
  'look-alikes only': alike.slice(0, LISTED),
};

for (const [name, list] of Object.entries(lists)) {
  const reader = new ListReader();
  const [first] = time(1, () => reader.read(list));
  const index = reader.read(list);
  const numberAt = (i) => (i % 2 ? plate() : String(list[i].plate ?? list[i]));
  report(`${name}: parse once`, [first]);
  report(
    `${name}: find a plate`,
    time(RUNS, (i) => nearest(index, numberAt(i), options.tolerance)),
  );
  report(
    `${name}: see that nothing changed`,
    time(RUNS, () => reader.read(list)),
  );
  const gate = createGate(options, systemClock, async () => list);
  report(`${name}: whole decision`, await timeEach(RUNS, (i) => gate.judge(messageOf(numberAt(i)))));
}

function messageOf(plate_number) {
  const plate_location = [
    [0, 0],
    [200, 0],
    [200, 50],
    [0, 50],
  ]; // prettier-ignore
  const payload = { plate_number, plate_color: 'blue', plate_location, confidence: 0.95 };
  return { payload, plates: [payload], recognition: { takenAt: Date.now(), takenFrom: 'message' } };
}

/** Milliseconds of each run. */
function time(runs, work) {
  return Array.from({ length: runs }, (_, i) => {
    const start = performance.now();
    work(i);
    return performance.now() - start;
  });
}

async function timeEach(runs, work) {
  const times = [];
  for (let i = 0; i < runs; i += 1) {
    const start = performance.now();
    await work(i);
    times.push(performance.now() - start);
  }
  return times;
}

function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(3).padStart(8);
  console.log(`${what.padEnd(60)} ms: median ${at(0.5)}  p99 ${at(0.99)}  max ${at(1)}`);
}
